"""All addresses of the portal, as the resolver knows them."""

from collections import Counter
from dataclasses import dataclass, replace

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Address:
    """`entry` is its name in the table: with its parameters, where several addresses share the name."""

    name: str
    route: str
    parameters: frozenset[str]
    public: bool
    entry: str = ""


def all_addresses():
    """Every pattern below every include, in order; namespaces are part of the name."""
    found = list(_below(get_resolver(), "", frozenset()))
    times = Counter(address.name for address in found)
    for address in found:
        parameters = f"({', '.join(sorted(address.parameters))})" if times[address.name] > 1 else ""
        yield replace(address, entry=address.name + parameters)


def _below(resolver, prefix, parameters):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        named = parameters | set(pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            public = not getattr(pattern.callback, "login_required", True)
            yield Address(pattern.name or "", route, named, public)
        else:
            for inner in _below(pattern, route, named):
                yield replace(inner, name=f"{pattern.namespace}:{inner.name}") if pattern.namespace else inner
