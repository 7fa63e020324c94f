"""Surveys: draft → published → closed; what was published is frozen."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..domain import definitions, templates
from ..domain.definitions import Definition
from ..errors import Conflict, FieldError, Invalid, NotFound, SurveyClosed, SurveyNotFound
from ..store import changes
from ..store.database import transaction
from ..store.models import Organisation, Site, Survey, SurveyVersion
from .access import Caller
from .backend import Backend
from .tree import check_key, find

Json = dict[str, Any]


def create(
    backend: Backend,
    caller: Caller,
    *,
    key: str,
    organisation: str,
    definition: Json | None = None,
    template: str | None = None,
) -> Json:
    """Create a draft from a definition or from a built-in template."""
    node = find(Organisation, organisation, "/organisation")
    caller.require_branch(node.path)
    draft = _first_draft(definition, template)
    with transaction():
        check_key(key, Survey)
        row = Survey.create(
            key=key,
            organisation=node,
            status="draft",
            draft=draft,
            created_at=backend.now_iso,
        )
    return survey_json(row)


def _first_draft(definition: Json | None, template: str | None) -> Json:
    if (definition is None) == (template is None):
        rule = "Give either a definition or the name of a template."
        raise Invalid.at("/definition", "definition_or_template", rule)
    if template is not None and template not in templates.names():
        known = ", ".join(templates.names())
        rule = f"There is no template {template}; there are {known}."
        raise Invalid.at("/template", "unknown", rule)
    return _checked(templates.load(template) if template else definition or {}, "/definition")


def change_draft(caller: Caller, key: str, definition: Json) -> Json:
    """Replace the draft; what is published stays as it is until the next publishing."""
    row = _reach(caller, key)
    _refuse_closed(row)
    draft = _checked(definition, "")
    with transaction():
        Survey.update(draft=draft).where(Survey.key == key).execute()
    return get(caller, key)


def publish(backend: Backend, caller: Caller, key: str) -> Json:
    """Freeze the draft as the next version, and say so in the feed; nothing new, nothing done."""
    with transaction():
        row = _reach(caller, key)
        _refuse_closed(row)
        frozen = _frozen(row, row.version or 0)
        if frozen is not None and frozen.definition == row.draft:
            return survey_json(row) | {"draft": row.draft}
        version = (row.version or 0) + 1
        SurveyVersion.create(
            survey=row, number=version, definition=row.draft, published_at=backend.now_iso
        )
        Survey.update(status="published", version=version).where(Survey.key == key).execute()
        _announce(backend, row, version)
    return get(caller, key)


def close(caller: Caller, key: str) -> Json:
    """Take no more responses; those that are there stay."""
    row = _reach(caller, key)
    if row.status == "draft":
        raise Conflict("This survey was never published; there is nothing to close.")
    with transaction():
        Survey.update(status="closed").where(Survey.key == key).execute()
    return get(caller, key)


def get(caller: Caller, key: str) -> Json:
    """Give a survey with its draft."""
    row = _reach(caller, key)
    return survey_json(row) | {"draft": row.draft}


def get_version(caller: Caller, key: str, number: int) -> Json:
    """Give what was frozen under a number."""
    row = _reach(caller, key)
    found = _frozen(row, number)
    if found is None:
        raise NotFound(f"The survey {key} has no version {number}.")
    return {
        "survey": key,
        "version": number,
        "published_at": found.published_at,
        "definition": found.definition,
    }


def list_surveys(caller: Caller, *, after: str, limit: int) -> list[Json]:
    """List the surveys of the caller's branch in the order of keys, without drafts."""
    rows = (
        Survey.select(Survey, Organisation)
        .join(Organisation)
        .where(Organisation.path.startswith(caller.path), Survey.key > after)
    )
    return [survey_json(row) for row in rows.order_by(Survey.key).limit(limit)]


def offered_survey(key: str, organisation_path: str) -> Survey:
    """Give a survey that was published for this branch; raises SurveyNotFound."""
    row = Survey.get_or_none(Survey.key == key)
    if row is None or row.status == "draft":
        raise SurveyNotFound(f"No published survey has the key {key}.")
    if not organisation_path.startswith(row.organisation.path):
        raise SurveyNotFound(f"The survey {key} is not offered by this site's organisation.")
    return row


def require_open(survey: Survey) -> None:
    """Raise SurveyClosed unless the survey takes responses."""
    if survey.status == "closed":
        raise SurveyClosed("This survey is closed; thank you for wanting to answer.")


def open_survey_of_site(key: str, site: Site) -> Survey:
    """Give a survey that this site may show; raises SurveyNotFound or SurveyClosed."""
    survey = offered_survey(key, site.organisation.path)
    require_open(survey)
    return survey


def definition_of(survey: Survey, version: int | None = None) -> Definition:
    """Give what was frozen under a version, the present one by default.

    Raises Invalid on a version that never was.
    """
    return parsed(frozen_text(survey, version))


def frozen_text(survey: Survey, version: int | None = None) -> str:
    """Give the text of what was frozen under a version; raises Invalid like `definition_of`."""
    row = _frozen(survey, int(survey.version or 0) if version is None else version)
    if row is None:
        rule = f"Leave the version out, or give one between 1 and {survey.version}."
        raise Invalid.at("/version", "unknown", rule)
    return SurveyVersion.definition.db_value(row.definition) or ""


def _frozen(survey: Survey, number: int) -> SurveyVersion | None:
    """Give a version, or None; the database is never asked for a number it cannot hold."""
    if not 1 <= number <= (survey.version or 0):
        return None
    found: SurveyVersion | None = SurveyVersion.get_or_none(
        SurveyVersion.survey == survey, SurveyVersion.number == number
    )
    return found


@lru_cache(maxsize=128)
def parsed(text: str) -> Definition:
    """Parse once what is frozen for ever."""
    return definitions.parse(SurveyVersion.definition.python_value(text))


def _reach(caller: Caller, key: str) -> Survey:
    row = find(Survey, key)
    caller.require_branch(row.organisation.path)
    return row


def _refuse_closed(row: Survey) -> None:
    if row.status == "closed":
        raise Conflict("This survey is closed; create another one.")


def _checked(definition: Json, pointer: str) -> Json:
    """Give the definition back if it keeps the rules; point into the request otherwise."""
    try:
        definitions.parse(definition)
    except definitions.InvalidDefinition as wrong:
        errors = [FieldError(pointer + e.pointer, e.code, e.message) for e in wrong.errors]
        raise definitions.InvalidDefinition(errors=errors) from None
    return definition


def _announce(backend: Backend, row: Survey, version: int) -> None:
    changes.append(
        "survey",
        row.key,
        source=backend.config.source,
        path=row.organisation.path,
        at=backend.now_iso,
        body={
            "key": row.key,
            "version": version,
            "kind": row.draft["kind"],
            "organisation": row.organisation.key,
            "definition": row.draft,
        },
    )


def survey_json(row: Survey) -> Json:
    """Write a survey without its draft."""
    return {
        "key": row.key,
        "organisation": row.organisation.key,
        "status": row.status,
        "version": row.version,
        "kind": row.draft["kind"],
        "created_at": row.created_at,
    }
