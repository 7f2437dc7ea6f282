"""The hook through which `mkdocs build` and `mkdocs serve` do the same job as `teamspiegel`. It only translates."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.site import NavItem, Packed, Site
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.disk import Project, write_tree
from teamspiegel.edges.generate import generate
from teamspiegel.edges.light import lighten
from teamspiegel.edges.mkdocs import SERVED, nav_of, plug_in
from teamspiegel.edges.place import refuse_site
from teamspiegel.edges.policy import PolicyError, protect
from teamspiegel.edges.search import split
from teamspiegel.edges.serving import Serving, refuse_taken
from teamspiegel.edges.site_folder import PlaceError, list_all, refuse_others, settle
from teamspiegel.reading.listed import NAMES

NOTHING = Site("", Packed({"index.md": b""}), (NavItem("", "index.md"),))
"""What MkDocs is given where nothing could be generated. Nobody gets to see it."""

serving: Serving | None = None
"""When the pages are served while somebody works on them."""


def _project(config: MkDocsConfig) -> Project:
    """The project whose docs folder this configuration builds: it lies in `build/docs` of it, if not elsewhere."""
    docs = Path(config.docs_dir)
    return SERVED.get(docs) or Project(docs.parents[1])


@contextmanager
def _told() -> Iterator[None]:
    """Says what MkDocs shall say before it stops."""
    try:
        yield
    except (InputProblems, PlaceError, PolicyError) as error:
        raise Abort(str(error)) from None


def on_startup(command: str, dirty: bool) -> None:
    """Get ready to serve, if that is what is asked for."""
    global serving
    serving = Serving() if command == "serve" else None


def on_shutdown() -> None:
    """Remove what was served."""
    if serving:
        serving.close()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the docs folder and its navigation before MkDocs looks for pages.

    MkDocs then empties the folder of the site, but for hidden files: so nobody else's may be in it.
    """
    project = _project(config)
    if serving and not serving.attending:
        refuse_taken(*config.dev_addr)
        folders = [project.folder / "content", project.folder / "data", project.theme]
        serving.watch(folders, [project.folder / NAMES, Path(config.config_file_path)])
    with _told():
        if not serving:
            settle(Path(config.site_dir))
        site = _generated(project, Path(config.docs_dir))
        if serving:
            config.site_dir = str(serving.fresh())
        else:
            refuse_site(project, Path(config.site_dir))
            refuse_others(Path(config.site_dir))
    config.nav, config.site_name = nav_of(site.nav), site.name
    plug_in(config, project, site)
    return config


def _generated(project: Project, docs: Path) -> Site:
    """The docs folder. Serving begins without any, where problems are in its way: it is there to help with them."""
    try:
        return generate(project, docs).site
    except InputProblems as error:
        if not serving or serving.attending:
            raise
        serving.wait(error)
        write_tree(docs, NOTHING.files)
        return NOTHING


@event_priority(-1000)  # after the plugins, some of which write their files here
def on_post_build(config: MkDocsConfig) -> None:
    """Split the search, lighten the pages, write the policy into every page, and list what a later build may replace.

    Where pages are served they stay as heavy as they are, since nobody fetches them from afar; and there is no policy:
    MkDocs adds a script to each page, another one every time, by which it reloads itself.
    """
    split(Path(config.site_dir))
    if not serving:
        lighten(Path(config.site_dir), Cache(_project(config).cache))
        with _told():
            protect(Path(config.site_dir))
        list_all(Path(config.site_dir))


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Watch what an author edits, and keep serving the pages as they were while it holds a mistake.

    The generated folder is not watched: it would only start every build twice.
    """
    server.unwatch(config.docs_dir)
    if serving:
        with _told():
            serving.attend(server, builder, _project(config))
    return server
