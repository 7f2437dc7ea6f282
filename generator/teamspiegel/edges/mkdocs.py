"""MkDocs: build and serve the docs folder. One of the site builders that can; nothing else knows it."""

import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, file_sort_key

from teamspiegel.contracts.site import NavItem, Site
from teamspiegel.edges.build import SiteBuilderError
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import Generated
from teamspiegel.edges.kept_pages import KeptPages
from teamspiegel.edges.light import lighten
from teamspiegel.edges.locked import lock
from teamspiegel.edges.navigation import NoSettings, PageNavigation
from teamspiegel.edges.policy import PolicyError, protect
from teamspiegel.edges.search import split
from teamspiegel.edges.unchanged import environment
from teamspiegel.edges.work import work_folder
from teamspiegel.pages.render import COMPILED

HOOK = Path(__file__).with_name("mkdocs_hook.py")

SERVED: dict[Path, Project] = {}
"""The project that a docs folder elsewhere is made of, for the hook: MkDocs hands on nothing of ours."""


def nav_of(items: Iterable[NavItem]) -> list[Any]:
    """The navigation as MkDocs writes it in its configuration."""
    return [_entry(item) for item in items]


def _entry(item: NavItem) -> Any:
    if item.children:
        return {item.title: nav_of(item.children)}
    return {item.title: item.path} if item.title else item.path


def build_site(project: Project, generated: Generated, work: Path, fresh: Path) -> None:
    """Build what is in a docs folder into a folder that is not there yet, strictly. `work`: a folder to work in.

    MkDocs gets the files as they are in memory: from a disk it would read each of them again. What belongs to a part of
    a locked site gets there sealed. Raises SiteBuilderError when MkDocs stops or warns, or when a page holds a script
    that is not the theme's.
    """
    site, empty = generated.site, work / "docs"
    empty.mkdir()
    with _Warnings() as warnings:
        try:
            config = load_config(
                str(project.mkdocs_config),
                docs_dir=str(empty),
                site_dir=str(fresh),
                site_name=site.name,
                nav=nav_of(site.nav),
                hooks=[],
                strict=True,
            )
            config.plugins["teamspiegel-files"] = InMemory(site.files)
            kept = plug_in(config, project, site)
            mkdocs_build(config)
            lighten(fresh, Cache(project.cache), kept.asked if kept else None)
            protect(fresh)
        except (MkDocsException, PolicyError, SystemExit) as error:
            raise SiteBuilderError("\n".join([*warnings.messages, str(error)])) from error
    if site.parts:
        lock(fresh, site.parts, generated.passphrases)
    split(fresh)


def plug_in(config: MkDocsConfig, project: Project, site: Site) -> KeptPages | None:
    """Let MkDocs give each page of a site its own navigation, and make only those again that have changed.

    Returns what keeps them; nothing does where pages may follow from more than is known.
    """
    config.theme.get_env = partial(_templates, config.theme.get_env)  # type: ignore[method-assign]
    config.plugins["teamspiegel-navigation"] = PageNavigation(site.nav, site.parts)
    made_with = environment(project)
    if made_with is None:
        return None
    kept = KeptPages(Cache(project.cache), made_with)
    config.plugins["teamspiegel-kept"] = kept
    return kept


def _templates(environment: Callable[[], Any]) -> Any:
    """The templates of a theme, compiled before, of which MkDocs lists the files that a site gets: no 14,000 icons."""
    env = environment()
    env.bytecode_cache = COMPILED
    env.loader.list_templates = partial(_seen_below, env.loader.searchpath)
    return env


def _seen_below(folders: Iterable[str]) -> list[str]:
    """The paths of all files, each below one of these folders; MkDocs takes nothing that a dot hides."""
    found = set[str]()
    for folder in folders:
        for place, below, names in os.walk(folder):
            below[:] = [name for name in below if not name.startswith(".")]
            found.update(Path(place, name).relative_to(folder).as_posix() for name in names)
    return sorted(found)


class InMemory(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Gives MkDocs the files of a docs folder that is on no disk."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__()
        self.files = files

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add them to those of the theme, in the order in which MkDocs finds files on a disk: the search keeps it."""
        found = [FromMemory.generated(config, path, content=b"") for path in self.files]
        for file in sorted(found, key=file_sort_key):
            assert isinstance(file, FromMemory)
            file.files = self.files
            files.append(file)
        return files


class FromMemory(File):
    """A file of a docs folder that is on no disk: it has its content while it is asked for."""

    files: Mapping[str, bytes]

    @property
    def _content(self) -> bytes:
        return self.files[self.src_uri]

    @_content.setter
    def _content(self, content: str | bytes | None) -> None:
        """MkDocs gives a file its content when it makes it: this one has another way to it."""


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns about, to say it when the build fails, and keeps the rest off the terminal."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def __enter__(self) -> "_Warnings":
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


def serve_site(project: Project, address: str | None) -> None:
    """Serve the project and build it again when content, data or theme change. The hook does the generating.

    Tells on stderr what it does. Raises OSError, for example when the address cannot be used.
    """
    from mkdocs.commands.serve import serve as mkdocs_serve  # and with it what watches files, which a build does not

    options: dict[str, Any] = {"dev_addr": address} if address else {}
    _log_to_stderr()
    with work_folder() as work:
        docs = work / "docs"
        docs.mkdir()
        SERVED[docs] = project
        tempfile.tempdir = str(work)  # MkDocs makes a folder of its own, which would stay when it is killed
        try:
            mkdocs_serve(str(project.mkdocs_config), docs_dir=str(docs), hooks=[str(HOOK)], **options)
        except OSError as error:
            if error.errno in (EACCES, EADDRINUSE, EADDRNOTAVAIL) and error.filename is None:
                said = os.strerror(error.errno)
                raise OSError(error.errno, f"cannot serve here ({said}): choose another --address") from error
            raise
        finally:
            tempfile.tempdir = None


def _log_to_stderr() -> None:
    log, handler = logging.getLogger("mkdocs"), logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.setLevel(logging.INFO)
    log.addHandler(handler)
