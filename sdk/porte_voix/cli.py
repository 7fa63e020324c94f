"""`porte-voix`: what the SDK does, from a terminal; the backend adds its commands when it is here.

Exit codes: 0 done, 1 refused (by the service, or by this machine's disk), 2 wrong usage,
4 the service could not be reached.
"""

from __future__ import annotations

import click

from porte_voix._commands.administration import contact_point, organisation, service, site
from porte_voix._commands.doctor import doctor
from porte_voix._commands.pull import pull
from porte_voix._commands.response import response
from porte_voix._commands.root import Root
from porte_voix._commands.snippet import snippet
from porte_voix._commands.survey import survey
from porte_voix._commands.token import token


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="porte-voix", prog_name="porte-voix")
def main() -> None:
    """Let users be heard: ask them with surveys, and bring what they say to the back office.

    Commands that speak to a service need its address and a token: give them in PORTE_VOIX_URL and
    PORTE_VOIX_TOKEN. `porte-voix COMMAND --help` tells more of each.
    """


SECTIONS = {
    "Say who asks, and where": (organisation, service, contact_point, site, token),
    "Ask, and hear the answers": (survey, snippet, doctor, response, pull),
}
for _heading, _commands in SECTIONS.items():
    for _command in _commands:
        main.add_command(_command, section=_heading)
