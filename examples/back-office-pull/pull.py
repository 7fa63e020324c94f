"""Keep a copy of every response in a table of one's own; run it as often as you like."""

import json
import os
import sqlite3
from contextlib import closing

from porte_voix import Change, Client, FileCursor

TABLE = "CREATE TABLE IF NOT EXISTS response (id TEXT PRIMARY KEY, survey TEXT, answers TEXT)"


def keep(change: Change, copy: sqlite3.Connection) -> None:
    """Apply one change; applying it twice does no harm."""
    with copy:
        if change.is_erasure:
            copy.execute("DELETE FROM response WHERE id = ?", (change.id,))
        elif change.response is not None:
            row = (change.id, change.response.survey, json.dumps(dict(change.response.answers)))
            copy.execute("INSERT OR REPLACE INTO response VALUES (?, ?, ?)", row)


def pull(client: Client, folder: str = ".") -> int:
    """Bring the copy up to date; give the number of changes."""
    with closing(sqlite3.connect(f"{folder}/responses.sqlite3")) as copy:
        copy.execute(TABLE)
        cursor = FileCursor(f"{folder}/responses.sqlite3.cursor")
        return client.pull(lambda change: keep(change, copy), cursor).changes


if __name__ == "__main__":
    with Client(os.environ["PORTE_VOIX_URL"], os.environ["PORTE_VOIX_TOKEN"]) as client:
        print(pull(client), "changes")
