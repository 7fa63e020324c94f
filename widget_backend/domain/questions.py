"""What a survey is made of: questions, their choices and rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .conditions import Condition

Texts = Mapping[str, str]  # language → text

OTHER_SUFFIX = ":other"
OTHER_MAX_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One option; `exclusive` stands alone, `other` opens a short text beside it."""

    key: str
    label: Texts
    exclusive: bool = False
    other: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a matrix."""

    key: str
    label: Texts


@dataclass(frozen=True, slots=True)
class RowsFrom:
    """Rows told by an earlier answer.

    With `value` None: the ticked choices of a multiple choice (among `keys`, or all of them).
    Otherwise: the rows of another matrix that were answered by `value`.
    """

    question: str
    keys: tuple[str, ...] | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One asked item; the fields that its type does not use keep their default.

    `hidden` ones are asked without being shown: the page that embeds the survey fills them in.
    `rows` holds every row that may ever be asked, also when `rows_from` says which ones are.
    """

    key: str
    type: str
    label: Texts
    help: Texts | None = None
    required: bool = False
    show_if: Condition | None = None
    hidden: bool = False
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    rows_from: RowsFrom | None = None
    min: int | None = None
    max: int | None = None
    min_label: Texts | None = None
    max_label: Texts | None = None
    max_length: int | None = None
    max_files: int | None = None
    consent: Texts | None = None
    consent_version: str | None = None
    anonymization: str | None = None

    @property
    def other_choice(self) -> Choice | None:
        """The choice that opens a text, if there is one."""
        return next((choice for choice in self.choices if choice.other), None)

    @property
    def other_key(self) -> str:
        """The key of the text that goes with the `other` choice."""
        return self.key + OTHER_SUFFIX

    @property
    def takes_answer(self) -> bool:
        """Someone may answer it: it is neither a text to read nor the beginning of a step."""
        return self.type not in ("information", "step")

    @property
    def has_free_text(self) -> bool:
        """The answer itself is free text."""
        return self.type in ("short_text", "long_text")

    def depends_on(self) -> frozenset[str]:
        """Keys of the earlier questions that decide whether, and with what rows, it is asked."""
        keys = set(self.show_if.questions()) if self.show_if else set()
        if self.rows_from:
            keys.add(self.rows_from.question)
        return frozenset(keys)

    def choice_keys(self) -> tuple[str, ...]:
        """Keys of the choices, in the order of the definition."""
        return tuple(choice.key for choice in self.choices)
