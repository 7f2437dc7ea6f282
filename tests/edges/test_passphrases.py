"""`teamspiegel passphrases`: commands at once, of which none loses what another wrote."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

from teamspiegel.edges.disk import Project
from teamspiegel.edges.passphrases import make_missing
from teamspiegel.edges.private import write_private
from teamspiegel.edges.work import held

from tests.projects import write
from tests.schools import small


def test_a_passphrase_that_another_command_made_meanwhile_stays(tmp_path: Path) -> None:
    write(tmp_path, small())
    with ThreadPoolExecutor(1) as other:
        with held(tmp_path):
            waiting = other.submit(make_missing, Project(tmp_path))
            sleep(1)  # until it waits: it would have read the file by then
            assert not waiting.done()
            write_private(tmp_path / "private" / "passphrases.yml", "blauw: vijf gebakken worteltjes\n")
        made = waiting.result(60)
    assert "blauw" not in made
    lines = (tmp_path / "private" / "passphrases.yml").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "blauw: vijf gebakken worteltjes"
    assert [line.partition(":")[0] for line in lines[1:]] == made
