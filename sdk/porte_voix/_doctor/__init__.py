"""Why a page does not show its survey: the page is read as it was sent, without running it."""
