"""What the back office asks, with a token."""

from __future__ import annotations

from ..blueprint import Blueprint
from . import access, responses, surveys, tree

BLUEPRINTS: tuple[Blueprint, ...] = (tree.blp, access.blp, surveys.blp, responses.blp)
