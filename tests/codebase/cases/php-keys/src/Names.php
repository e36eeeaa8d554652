<?php
namespace App\Analytics;

final class Names
{
    public const PREFIX = 'app_';
    const PAID = self::PREFIX . 'paid';
    const string TYPED = 'typed';
    public static string $static = 'static_key';
    public const TABLE = ['left' => 'table_left', 'right' => 'table_right'];
    public const LIST = ['list_a', 'list_b'];
    public static function area(string $x): string { return "area_{$x}"; }
}

interface HasNames { const FROM_INTERFACE = 'from_interface'; }

enum Event: string implements HasNames
{
    case Opened = 'enum_opened';
    case Closed = 'enum_closed';
    const DEFAULT = self::Opened;
    public static function fallback(): self { return self::Closed; }
}

enum Plain { case Simple; }

class Base { const KIND = 'kind_base'; const INHERITED = 'inherited'; }

const FREE = 'free_const';
function key_of(): string { return 'from_key_function'; }
