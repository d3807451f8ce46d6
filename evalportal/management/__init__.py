"""Operations of the portal from a terminal."""
