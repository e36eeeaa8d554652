<?php
declare(strict_types=1);
namespace App\Enums;
enum FlagName: string { case NewCheckout = 'new-checkout'; case Old = 'old-flag'; }
