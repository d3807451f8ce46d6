"""The demo county: fixtures/demo told to the portal through the same actions that people use."""
