"""`porte-voix`: what the SDK does, from a terminal; the backend adds its commands when it is here.

Exit codes: 0 done, 1 refused (by the service, or by this machine's disk), 2 wrong usage,
4 the service could not be reached.
"""

from __future__ import annotations

import click

from porte_voix._commands.administration import contact_point, organisation, service, site
from porte_voix._commands.pull import pull
from porte_voix._commands.root import Root
from porte_voix._commands.snippet import snippet
from porte_voix._commands.survey import survey
from porte_voix._commands.token import token


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="porte-voix", prog_name="porte-voix")
def main() -> None:
    """Let users be heard: set up surveys, pull what was answered, run the service.

    Commands that speak to a service read PORTE_VOIX_URL and PORTE_VOIX_TOKEN.
    """


for _command in (contact_point, organisation, pull, service, site, snippet, survey, token):
    main.add_command(_command)
