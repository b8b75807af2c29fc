"""Whether the API keeps what its description says, tried with input nobody thought of."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from portal.wsgi import application

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("populated"),
    # Wrong input is tried on both databases by `test_machine_addresses`.
    pytest.mark.once,
]

TRIES = 10


@pytest.fixture
def described() -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


contract = schemathesis.pytest.from_fixture("described")


@contract.parametrize()
@settings(
    max_examples=TRIES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_the_api_keeps_what_it_says(case):
    case.call_and_validate()
