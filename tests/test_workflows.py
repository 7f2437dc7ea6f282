"""The workflows, checked without GitHub: their form by a schema, their promises by reading them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repositories import commit, environment, git, needs_git

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def load(path: Path) -> dict[Any, Any]:
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return workflow


def triggers(workflow: dict[Any, Any]) -> dict[str, Any]:
    """What starts the workflow. YAML 1.1, which PyYAML reads, takes the bare word `on` for true."""
    found: dict[str, Any] = workflow[True]
    return found


def steps(workflow: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def validate(path: Path, schema: str = "vendor.github-workflows") -> subprocess.CompletedProcess[str]:
    """The schema comes with check-jsonschema; the dead proxy makes an attempt to download one fail."""
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)],
        env={**os.environ, "https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def site() -> dict[Any, Any]:
    return load(ROOT / ".github" / "workflows" / "site.yml")


def test_there_is_a_site_and_a_test_workflow() -> None:
    assert [path.name for path in WORKFLOWS] == ["site.yml", "test.yml"]


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_has_the_form_that_github_reads(path: Path, schema: str) -> None:
    result = validate(path, schema)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_broken_workflow_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text("on: push\njobs:\n  a:\n    steps:\n      - run: make\n", encoding="utf-8")
    result = validate(broken)
    assert result.returncode == 1
    assert "runs-on" in result.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_script_has_values_pasted_into_it(path: Path) -> None:
    """A branch name or a title is written by anyone; in a script's text it would be run."""
    scripts = [step["run"] for step in steps(load(path)) if "run" in step]
    assert scripts
    assert not [script for script in scripts if "${{" in script]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_and_only_the_deploy_job_may_publish(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {"contents": "read"}
    own = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert own in ({}, {"deploy": {"pages": "write", "id-token": "write"}})


@pytest.mark.parametrize("event", ["push", "pull_request"])
def test_a_change_of_what_the_site_is_made_of_rebuilds_it(site: dict[Any, Any], event: str) -> None:
    paths = set(triggers(site)[event]["paths"])
    assert {"data/**", "content/**", "theme/**", "generator/**"} <= paths
    assert {"mkdocs.yml", "pyproject.toml", "constraints.txt"} <= paths


def test_the_site_is_published_only_on_request_and_only_from_the_default_branch(site: dict[Any, Any]) -> None:
    deploy = site["jobs"]["deploy"]
    assert deploy["needs"] == "site"
    assert deploy["if"].split(" && ") == [
        "vars.PUBLISH_PAGES == 'true'",
        "github.event_name != 'pull_request'",
        "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)",
    ]


def test_only_the_deploy_job_hands_the_site_to_the_web(site: dict[Any, Any]) -> None:
    jobs = {name for name, job in site["jobs"].items() for step in job["steps"] if "pages" in step.get("uses", "")}
    assert jobs == {"deploy"}


def test_the_uploaded_site_is_kept_for_days_not_months(site: dict[Any, Any]) -> None:
    uploads = [step for step in steps(site) if "/upload-" in step.get("uses", "")]
    assert uploads
    assert all(step["with"]["retention-days"] <= 7 for step in uploads)


# ----- the step that says what changed, run as GitHub runs it ------------------------------------------


@pytest.fixture
def history(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A branch of two commits on the default branch, and what an event may call the commit before the push."""
    folder = tmp_path / "repository"
    (folder / ".venv" / "bin").mkdir(parents=True)
    program = folder / ".venv" / "bin" / "teamspiegel"
    program.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    default, first, last = (commit(folder) for _ in range(3))
    git(folder, "update-ref", "refs/remotes/origin/main", default)
    return folder, {"default": default, "first": first, "last": last, "rewritten": "1" * 40, "new": "0" * 40, "": ""}


@pytest.mark.parametrize(
    ("before", "branch", "expected"),
    [
        ("first", "main", "first"),
        ("default", "main", "default"),
        ("new", "main", "default"),
        ("rewritten", "main", "default"),
        ("", "main", "default"),
        ("new", "nosuch", "last"),
        ("", "", "last"),
    ],
)
@needs_git
def test_what_changed_is_told_since_the_commit_before_or_else_since_the_default_branch(
    site: dict[Any, Any],
    history: tuple[Path, dict[str, str]],
    tmp_path: Path,
    before: str,
    branch: str,
    expected: str,
) -> None:
    folder, commits = history
    [script] = [step["run"] for step in steps(site) if "changes" in step.get("run", "")]
    summary = tmp_path / "summary.md"
    subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment(BEFORE=commits[before], DEFAULT_BRANCH=branch, GITHUB_STEP_SUMMARY=str(summary)),
        check=True,
    )
    assert summary.read_text(encoding="utf-8") == f"changes --since {commits[expected]}\n"
