"""All addresses of the portal, as the resolver knows them."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    public: bool


def all_addresses(resolver=None, prefix=""):
    """Every pattern below every include, in order; namespaces are part of the name."""
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            public = not getattr(pattern.callback, "login_required", True)
            yield Address(pattern.name or "", route, public)
        else:
            for inner in all_addresses(pattern, route):
                name = f"{pattern.namespace}:{inner.name}" if pattern.namespace else inner.name
                yield Address(name, inner.route, inner.public)
