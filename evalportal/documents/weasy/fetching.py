"""What a document may fetch: the portal's own static files and data: URLs. No network, no other file."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse

from evalportal.documents.fonts.installed import FontFile

FONT_SCHEME = "evalportal-font"


class StaticOnly(URLFetcher):
    """Fetches data: URLs and files below the folder static/; everything else is refused."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self.folder = (Path(settings.BASE_DIR) / "static").resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Fetch, or raise ValueError; WeasyPrint then shows the document without that resource."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if parts.netloc or not path.is_relative_to(self.folder):
                raise ValueError(f"refused: {url}")
        elif parts.scheme != "data":
            raise ValueError(f"refused: {url}")
        return super().fetch(url, headers)


class FontsOnly(URLFetcher):
    """Hands the chosen faces to WeasyPrint under `evalportal-font:<number>`; nothing else can be had."""

    def __init__(self, faces: list[FontFile]) -> None:
        super().__init__(allowed_protocols=(FONT_SCHEME,), allow_redirects=False)
        self.faces = faces

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Give the whole content of the numbered face."""
        number = int(url.removeprefix(f"{FONT_SCHEME}:"))
        return URLFetcherResponse(url, self.faces[number].content())
