"""The hook through which `mkdocs build` and `mkdocs serve` do the same job as `teamspiegel`. It only translates."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import generate
from teamspiegel.edges.mkdocs import nav_of


def _project(config: MkDocsConfig) -> Project:
    """The project whose docs folder this configuration builds: it lies in `build/docs` of it."""
    return Project(Path(config.docs_dir).parents[1])


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the docs folder and its navigation before MkDocs looks for pages."""
    try:
        site = generate(_project(config))
    except InputProblems as problems:
        raise Abort(str(problems)) from None
    config.nav, config.site_name = nav_of(site.nav), site.name
    return config


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Watch what an author edits; the generated folder would only start every build twice."""
    project = _project(config)
    server.unwatch(str(project.docs))
    for folder in (project.folder / "content", project.folder / "data", project.theme):
        if folder.is_dir():  # a school that was never measured has no data
            server.watch(str(folder))
    return server
