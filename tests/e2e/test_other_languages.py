"""A flag in several languages: one pull request, each file edited as its language wants it."""

from pathlib import Path

import pytest

from demo.shop import DEFAULT_BRANCH
from tests.e2e.sights import Sights, branch_of
from tests.e2e.stage import Stage

pytestmark = [
    pytest.mark.requires_server,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("e2e-languages"),
]

KEY = "free-shipping-banner"

GO = """\
package shipping

import "github.com/posthog/posthog-go"

// Banner is what a basket shows on top.
func Banner(client posthog.Client, user string) string {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{
		Key:        "free-shipping-banner",
		DistinctId: user,
	})
	if err != nil {
		return ""
	}
	if on == true {
		return "Free shipping"
	}
	return ""
}
"""
GO_AFTER = """\
package shipping

import "github.com/posthog/posthog-go"

// Banner is what a basket shows on top.
func Banner(client posthog.Client, user string) string {
	return "Free shipping"
}
"""
RUBY = """\
def banner(posthog, user)
  return '' unless posthog.is_feature_enabled('free-shipping-banner', user.id)

  'Free shipping'
end
"""
RUBY_AFTER = """\
def banner(posthog, user)
  'Free shipping'
end
"""


def test_go_and_ruby_stand_in_the_same_pull_request(
    stage: Stage, sights: Sights, tmp_path: Path
) -> None:
    """Their files are on the branch byte for byte, beside those of TypeScript and Python."""
    sights.push(tmp_path / "clone", DEFAULT_BRANCH, "banner.go", GO)
    sights.push(tmp_path / "clone", DEFAULT_BRANCH, "banner.rb", RUBY)
    stage.start()
    _, outcomes = stage.scan()
    files = {file.file for file in outcomes[KEY].files}
    assert {"banner.go", "banner.rb"} < files
    tree = sights.tree(branch_of(KEY))
    assert tree["banner.go"].decode() == GO_AFTER
    assert tree["banner.rb"].decode() == RUBY_AFTER
    assert KEY.encode() not in b"".join(tree.values())
    body = sights.pull_requests()[branch_of(KEY)]["body"]
    assert "- `banner.go`: 1 call site, " in body
    assert "every changed file was parsed again" in body
