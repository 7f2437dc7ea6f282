"""Zensical, the second site builder, makes the same pages from the same docs folder: Material's end is announced."""

import re
import shutil
from pathlib import Path
from posixpath import dirname, join, normpath

import yaml
from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import generate
from teamspiegel.edges.light import lighten
from teamspiegel.edges.mkdocs import nav_of
from teamspiegel.edges.policy import protect

from tests.projects import run

# Attributes of a light page have no quotes, and another order.
LINK = re.compile(r"<a (?=[^>]*class=.md-footer__link)[^>]*?href=[\"]?([^\" >]*)")
HINT = re.compile(r"<link [^>]*rel=.?(?:prev|next)")
NO_INDEX = re.compile(r"<meta (?=[^>]*name=.?robots)[^>]*content=.noindex, nofollow")


def pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def ways(site: Path) -> list[tuple[str, str]]:
    """From which page the footer leads to which."""
    found = [
        (path, normpath(join(dirname(path), target)))
        for path in pages(site)
        if path != "404.html"  # its links lead from the top of the site
        for target in LINK.findall((site / path).read_text(encoding="utf-8"))
    ]
    assert len(found) > len(pages(site))
    return found


def styles(site: Path) -> int:
    """How large the theme's stylesheets are together."""
    return sum(path.stat().st_size for path in (site / "assets/stylesheets").rglob("*.css"))


def test_zensical_makes_the_same_pages(demonstration: Path, tmp_path: Path) -> None:
    project = Project(shutil.copytree(demonstration, tmp_path / "demonstration", symlinks=True))
    site = generate(project, project.docs).site
    # Zensical wants its site below its settings, and reads paths from there.
    settings = {
        "INHERIT": "../mkdocs.yml",
        "site_name": site.name,
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": nav_of(site.nav),
        "theme": {"custom_dir": "../theme/overrides"},
    }
    config = project.docs.with_name("zensical.yml")
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    result = run("zensical", "build", "--strict", "--config-file", config, cwd=project.folder)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "No issues found" in result.stdout + result.stderr
    built = config.with_name("site")
    assert pages(built) == pages(project.folder / "site")
    asked = [path for path in pages(built) if NO_INDEX.search((built / path).read_text(encoding="utf-8"))]
    assert asked == pages(built)
    assert ways(built) == ways(project.folder / "site")
    teams = {path: path.split("/")[1] if path.startswith("teams/") else "" for path in pages(built)}
    assert len({*teams.values()}) > 2
    assert [(page, to) for page, to in ways(built) if teams[page] != teams[to]] == []
    for folder in (built, project.folder / "site"):
        assert [path for path in pages(folder) if HINT.search((folder / path).read_text(encoding="utf-8"))] == []
    assert (built / "robots.txt").read_bytes() == (project.folder / "site" / "robots.txt").read_bytes()
    # The same policy fits: every inline script is one of the theme's. And styles are left out in the same way.
    protect(built)
    before = styles(built)
    lighten(built)
    assert styles(built) < 0.8 * before
