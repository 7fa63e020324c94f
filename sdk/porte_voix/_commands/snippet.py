"""`snippet`: the HTML that a webmaster pastes."""

from __future__ import annotations

import click

from porte_voix import _snippet
from porte_voix._commands.connection import url_option
from porte_voix._commands.output import example


@click.command(epilog=example("porte-voix snippet --site 3f9c2d41a8b07e65 --survey satisfaction"))
@url_option
@click.option("--site", required=True, help="Public key of the site; see `site list`.")
@click.option("--survey", required=True, help="Key of the survey to show.")
@click.option("--contact-point", help="Key of the place or page that is asked about.")
@click.option("--language", help="Such as fr; the page's own when not given.")
@click.option("--version", help="Pin the script to this version; needs --integrity.")
@click.option("--integrity", help="Hash of the pinned script, such as sha384-…")
@click.option("--fallback", help="Text of the link for those without JavaScript.")
def snippet(url: str, **options: str | None) -> None:
    """Print the HTML to paste where the survey should show."""
    try:
        html = _snippet.snippet(base_url=url, **options)  # type: ignore[arg-type]
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    click.echo(html, nl=False)
