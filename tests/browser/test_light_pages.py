"""A page that was made light reads as it did: as a browser reads it, with everything open."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser
from teamspiegel.edges import kept_pages, mkdocs
from teamspiegel.edges.cli import main
from teamspiegel.edges.light import light_page

READ = """() => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  for (const hidden of document.querySelectorAll("[hidden]")) hidden.removeAttribute("hidden");
  const lines = document.body.innerText.split("\\n").map((line) => line.replace(/\\s+/g, " ").trim());
  return lines.filter(Boolean).join("\\n");
}"""


def test_every_page_of_the_demonstration_reads_as_before_it_was_made_light(
    browser: Browser, demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without styles and scripts, under which spaces would be lost between words, and nowhere else."""
    pages: list[tuple[str, str]] = []

    def watched(page: str, *, settings: bool) -> str:
        pages.append((page, light_page(page, settings=settings)))
        return pages[-1][1]

    monkeypatch.setattr(kept_pages, "light_page", watched)
    project = shutil.copytree(demonstration, tmp_path / "demonstration", symlinks=True)
    monkeypatch.setattr(mkdocs, "environment", lambda _: "another")  # so that all pages are made, and no drawing
    result = CliRunner().invoke(main, ["build", "--project", str(project)])
    assert result.exit_code == 0, result.output
    assert len(pages) > 100
    context = browser.new_context(java_script_enabled=False)
    shown = context.new_page()

    def read(page: str) -> str:
        shown.set_content(page, wait_until="commit")
        return str(shown.evaluate(READ))

    for before, after in pages:
        assert len(after) < 0.95 * len(before)
        assert read(after) == read(before)
    context.close()
