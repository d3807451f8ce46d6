from tests.sending.conftest import county, filled, ready  # noqa: F401  # the same report, written to the last word
