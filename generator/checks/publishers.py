"""Addresses lead where their publisher says: a reader who follows a citation ends at the source, not at an impostor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from generator.checks.survey import Survey
from generator.reading import Place
from generator.reading.layout import developer_path, provider_path, sources_path


def documents_lie_at_their_publisher(survey: Survey) -> Iterator[Place]:
    """Refuse a document whose host is none of its publisher's."""
    catalog = survey.catalog
    for source_id, source in catalog.sources.items():
        publisher, document = source_id.split("/", 1)
        hosts = catalog.hosts(publisher)
        if hosts and not _is_broken(survey, publisher) and not _lies_under(source.url, hosts):
            message = (
                f"lies at {urlsplit(source.url).hostname}, which is no host of {publisher} ({_listed(hosts)}). "
                f"Name the publisher's own document, or add the host to {_home(survey, publisher)}."
            )
            yield Place(sources_path(publisher), ("documents", document, "url"), message)


def endpoints_lie_at_their_provider(survey: Survey) -> Iterator[Place]:
    """Refuse an API address whose host is none of its provider's."""
    for provider_id, provider in survey.catalog.providers.items():
        for index, endpoint in enumerate(provider.api):
            if not _lies_under(endpoint.base_url, provider.hosts):
                message = (
                    f"lies at {urlsplit(endpoint.base_url).hostname}, which is none of this provider's `hosts` "
                    f"({_listed(provider.hosts)}). Keys are sent there: add the host only if it is the provider's own."
                )
                yield Place(provider_path(provider_id), ("api", index, "base_url"), message)


def publishers_are_described_once(survey: Survey) -> Iterator[Place]:
    """Refuse documents of a publisher that nobody describes, and a `publisher` that a developer or provider is."""
    catalog = survey.catalog
    described = {*catalog.developers, *catalog.providers}
    for publisher in sorted({source_id.split("/", 1)[0] for source_id in catalog.sources} | set(catalog.publishers)):
        if _is_broken(survey, publisher):
            continue
        if publisher in described and publisher in catalog.publishers:
            message = f"{publisher} is described in {_home(survey, publisher)}. Delete this block."
            yield Place(sources_path(publisher), ("publisher",), message, on_key=True)
        elif publisher not in described and publisher not in catalog.publishers:
            message = (
                f"{publisher} is neither a developer nor a provider. Add a `publisher` with its name and hosts, "
                "or rename this file."
            )
            yield Place(sources_path(publisher), (), message)


def _is_broken(survey: Survey, publisher: str) -> bool:
    return bool({developer_path(publisher), provider_path(publisher)} & survey.catalog.broken)


def _home(survey: Survey, publisher: str) -> str:
    if publisher in survey.catalog.developers:
        return developer_path(publisher)
    return provider_path(publisher) if publisher in survey.catalog.providers else "`publisher` in this file"


def _lies_under(url: str, hosts: Iterable[str]) -> bool:
    name = urlsplit(url).hostname or ""
    return any(name == host or name.endswith(f".{host}") for host in hosts)


def _listed(hosts: Iterable[str]) -> str:
    return ", ".join(sorted(hosts))
