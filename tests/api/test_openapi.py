"""The API describes itself, in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator


@pytest.fixture
def document(client: Any) -> dict[str, Any]:
    """Give the description that the API gives of itself."""
    described: dict[str, Any] = client.get("/openapi.json").get_json()
    return described


def test_description_is_valid(document: dict[str, Any]) -> None:
    """The description keeps the rules of OpenAPI 3.1; one without its title does not (control)."""
    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    del document["info"]["title"]
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) != []


def test_every_route_is_described(document: dict[str, Any], app: Any) -> None:
    """No route is left out of the description, and each has a sentence."""
    own = {rule.rule for rule in app.url_map.iter_rules()} - {"/openapi.json"}
    assert len(document["paths"]) == len(own)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method != "parameters":
                assert operation["summary"].endswith("."), (method, path)


def test_every_error_has_the_one_shape(document: dict[str, Any]) -> None:
    """Every operation names the problem as what it answers otherwise."""
    (shape,) = [
        media["schema"]["$ref"]
        for media in document["components"]["responses"]["DEFAULT_ERROR"]["content"].values()
    ]
    assert shape == "#/components/schemas/Problem"


def test_staff_routes_ask_for_a_token(document: dict[str, Any], app: Any) -> None:
    """What a guard protects says so, with its scope; what is public does not."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        path = rule.rule.replace("<int:", "{").replace("<path:", "{")
        path = path.replace("<", "{").replace(">", "}")
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            operation = document["paths"].get(path, {}).get(method.lower(), {})
            assert ("security" in operation) == hasattr(view, "_scope"), (method, path)
