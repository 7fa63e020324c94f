"""Find and remove personal data: `text` for what people write, `documents` for what they send.

Nothing here knows Flask, a database, a clock or the network.
"""
