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
OURS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCHOOL = ROOT / "generator" / "teamspiegel" / "starter" / "school"
OF_A_SCHOOL = SCHOOL / "dot-github" / "workflows" / "site.yml"
"""What `teamspiegel new` writes; tests/edges/test_new.py holds its jobs to those of our own."""
WORKFLOWS = [*OURS, OF_A_SCHOOL]
NAMES = [*(path.name for path in OURS), "a school's site.yml"]


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
    assert [path.name for path in OURS] == ["site.yml", "test.yml"]


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_workflow_has_the_form_that_github_reads(path: Path, schema: str) -> None:
    result = validate(path, schema)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_broken_workflow_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text("on: push\njobs:\n  a:\n    steps:\n      - run: make\n", encoding="utf-8")
    result = validate(broken)
    assert result.returncode == 1
    assert "runs-on" in result.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_no_script_has_values_pasted_into_it(path: Path) -> None:
    """A branch name or a title is written by anyone; in a script's text it would be run."""
    scripts = [step["run"] for step in steps(load(path)) if "run" in step]
    assert scripts
    assert not [script for script in scripts if "${{" in script]


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
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


@pytest.mark.parametrize("event", ["push", "pull_request"])
def test_a_school_s_site_is_rebuilt_for_its_own_files_and_for_another_version(event: str) -> None:
    paths = set(triggers(load(OF_A_SCHOOL))[event]["paths"])
    assert {"data/**", "content/**", "theme/**", "requirements.txt", ".github/workflows/site.yml"} <= paths


def test_the_version_that_a_school_is_built_with_stands_in_one_line() -> None:
    lines = (SCHOOL / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["teamspiegel==@version@"]
    templates = [path for path in SCHOOL.rglob("*") if path.is_file()]
    assert [path.name for path in templates if b"@version@" in path.read_bytes()] == ["requirements.txt"]
    assert "pip install -q -r requirements.txt" in named(load(OF_A_SCHOOL), "Set up")["run"]


def test_the_site_is_published_only_on_request_and_only_from_the_default_branch(site: dict[Any, Any]) -> None:
    deploy = site["jobs"]["deploy"]
    assert deploy["needs"] == "site"
    assert deploy["if"].split(" && ") == [
        "vars.PUBLISH_PAGES == 'true'",
        "(needs.site.outputs.locked == 'true' || vars.PUBLISH_UNLOCKED == 'true')",
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


# ----- the steps that lock the site and say so, run as GitHub runs them ----------------------------------


def named(site: dict[Any, Any], start: str) -> dict[str, Any]:
    """The step whose name begins like this."""
    [step] = [step for step in steps(site) if step.get("name", "").startswith(start)]
    return step


def ran(step: dict[str, Any], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A step's script, in a folder in which `teamspiegel` is a program that tells how it was called.

    A step gets no variable that it does not name.
    """
    told = {"GITHUB_OUTPUT": folder / "output", "GITHUB_STEP_SUMMARY": folder / "summary"}
    assert variables.keys() == step["env"].keys()
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={**os.environ, **variables, **{name: str(path) for name, path in told.items()}},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with a `teamspiegel` that writes down what it was asked, and the passphrases that it was given."""
    program = tmp_path / ".venv" / "bin" / "teamspiegel"
    program.parent.mkdir(parents=True)
    program.write_text(
        '#!/bin/sh\necho "$@" > asked\ncp private/passphrases.yml given 2>/dev/null\n. ./fails\n', "utf-8"
    )
    program.chmod(0o755)
    (tmp_path / "fails").write_text("true\n", encoding="utf-8")
    return tmp_path


def test_with_passphrases_the_site_is_locked_and_they_are_gone_afterwards(site: dict[Any, Any], checkout: Path) -> None:
    passphrases = "horeca: bodi-gufa\ngroen: kelo-'$x\""
    result = ran(named(site, "Build"), checkout, PASSPHRASES=passphrases)
    assert result.returncode == 0, result.stderr
    assert (checkout / "asked").read_text(encoding="utf-8") == "build --locked\n"
    assert (checkout / "given").read_text(encoding="utf-8") == f"{passphrases}\n"
    assert not (checkout / "private" / "passphrases.yml").exists()
    assert (checkout / "output").read_text(encoding="utf-8") == "locked=true\n"
    assert "bodi" not in result.stdout + result.stderr


def test_a_build_that_fails_is_not_called_locked_and_leaves_no_passphrase(site: dict[Any, Any], checkout: Path) -> None:
    (checkout / "fails").write_text("exit 1\n", encoding="utf-8")
    assert ran(named(site, "Build"), checkout, PASSPHRASES="horeca: bodi-gufa").returncode == 1
    assert not (checkout / "private" / "passphrases.yml").exists()
    assert not (checkout / "output").exists()


def test_without_passphrases_it_is_not_locked(site: dict[Any, Any], checkout: Path) -> None:
    assert ran(named(site, "Build"), checkout, PASSPHRASES="").returncode == 0
    assert (checkout / "asked").read_text(encoding="utf-8") == "build\n"
    assert (checkout / "output").read_text(encoding="utf-8") == "locked=false\n"


@pytest.mark.parametrize(
    ("locked", "pages", "unlocked", "said", "warned"),
    [
        ("true", "true", "", "Locked:", False),
        ("true", "", "", "Locked:", False),
        ("true", "true", "true", "Locked:", False),
        ("false", "", "", "Not locked: no secret", False),
        ("false", "", "true", "Not locked: no secret", False),
        ("false", "true", "", "Not published: the site is not locked.", True),
        ("false", "true", "yes", "Not published: the site is not locked.", True),
        ("false", "true", "true", "Not locked, and published like that", False),
    ],
)
def test_the_summary_says_in_one_line_whether_it_is_locked(
    site: dict[Any, Any], checkout: Path, locked: str, pages: str, unlocked: str, said: str, warned: bool
) -> None:
    step = named(site, "Say whether")
    result = ran(step, checkout, LOCKED=locked, PUBLISH_PAGES=pages, PUBLISH_UNLOCKED=unlocked)
    assert result.returncode == 0, result.stderr
    [line] = (checkout / "summary").read_text(encoding="utf-8").splitlines()[:-1]
    assert line.startswith(said)
    assert (result.stdout == f"::warning::{line}\n") == warned


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
