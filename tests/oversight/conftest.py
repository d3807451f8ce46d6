from tests.overview.conftest import campaign, chief, unit

__all__ = ["campaign", "chief", "unit"]
