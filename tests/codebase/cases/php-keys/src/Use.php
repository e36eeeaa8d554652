<?php
namespace App\Web;

use App\Analytics\{Names, Event, Plain, Base};
use App\Analytics;
use App\Analytics\Event as Ev;
use PostHog\PostHog;
use function App\Analytics\key_of;
use const App\Analytics\FREE;

define('DEFINED', 'defined_const');
const LOCAL = 'local_const';

class Web extends Base
{
    private const OWN = 'own_const';
    private string $field = 'field_value';

    public function run(string $user, ?string $given, bool $x, Event $event, array $o)
    {
        PostHog::capture(['event' => Names::PAID]);
        PostHog::capture(['event' => Names::TYPED]);
        PostHog::capture(['event' => Names::$static]);
        PostHog::capture(['event' => Names::TABLE['left']]);
        PostHog::capture(['event' => Event::Opened->value]);
        PostHog::capture(['event' => Ev::Closed->value]);
        PostHog::capture(['event' => Analytics\Event::Opened->value]);
        PostHog::capture(['event' => \App\Analytics\Names::TYPED]);
        PostHog::capture(['event' => Event::DEFAULT->value]);
        PostHog::capture(['event' => Plain::Simple->name]);
        PostHog::capture(['event' => FREE]);
        PostHog::capture(['event' => DEFINED]);
        PostHog::capture(['event' => LOCAL]);
        PostHog::capture(['event' => self::OWN]);
        PostHog::capture(['event' => static::INHERITED]);
        PostHog::capture(['event' => parent::KIND]);
        PostHog::capture(['event' => $this->field]);
        PostHog::capture(['event' => key_of()]);
        PostHog::capture(['event' => Names::area('north')]);
        PostHog::capture(['event' => "it's \"here\" \u{e9}"]);
        PostHog::capture(['event' => 'it\'s']);
        $p = 'pre';
        PostHog::capture(['event' => "{$p}_fix"]);
        PostHog::capture(['event' => "${p}_old"]);
        PostHog::capture(['event' => $p . '_' . LOCAL]);
        PostHog::capture(['event' => sprintf('%s_%s', $p, 'sprintf')]);
        PostHog::capture(['event' => implode('_', ['im', 'ploded'])]);
        PostHog::capture(['event' => <<<EOT
            heredoc_{$p}
            EOT]);
        PostHog::capture(['event' => <<<'EOT'
        nowdoc
        EOT]);
        $key = $x ? 'tern_a' : 'tern_b';
        PostHog::capture(['event' => $key]);
        PostHog::capture(['event' => match (true) { $x => 'match_a', default => 'match_b' }]);
        PostHog::capture(['event' => $given ?? Names::TYPED]);
        if ($x) {
            $branch = 'branch_a';
        } else {
            $branch = 'branch_b';
        }
        PostHog::capture(['event' => $branch]);
        switch ($given) {
            case 'a':
                $sw = 'switch_a';
                break;
            default:
                $sw = 'switch_b';
        }
        PostHog::capture(['event' => $sw]);
        foreach (Names::LIST as $item) {
            PostHog::capture(['event' => $item]);
        }
        foreach (['x' => 'loop_a', 'y' => 'loop_b'] as $k => $item) {
            PostHog::capture(['event' => $item]);
        }
        PostHog::capture(['event' => Names::TABLE[$given]]);
        PostHog::capture(['event' => $event->value]);
        $m = ['distinctId' => $user, 'properties' => ['event' => 'no_1']];
        $m['event'] = 'assigned_field';
        PostHog::capture($m);
        $base = ['event' => 'base_event', 'distinctId' => $user];
        PostHog::capture([...$base, 'properties' => []]);
        PostHog::capture([...$base, 'event' => 'spread_over']);
        PostHog::capture(array_merge($base, ['event' => 'merged']));
        PostHog::capture(['event' => 'plus'] + $base);
        PostHog::capture(["distinctId" => $user, "event" => "double", "properties" => ['$feature/prop-flag' => true]]);
        PostHog::capture(['event' => '$feature_flag_called', 'properties' => ['$feature_flag' => 'called-flag']]);
        PostHog::capture(['event' => "dyn_{$user}"]);
        PostHog::capture(['event' => strtolower($user)]);
        PostHog::capture(['event' => getenv('E')]);
        PostHog::capture(['event' => $o['event']]);
        PostHog::capture($o);
        ['event' => $taken] = $base;
        PostHog::capture(['event' => $taken]);
        [$one, $two] = Names::LIST;
        PostHog::capture(['event' => $two]);
        $p .= 'x';
        PostHog::capture(['event' => $p]);
        PostHog::capture(['event' => Event::fallback()->value]);
    }
}
