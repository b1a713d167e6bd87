<?php
// Prints what sabre/vobject reads in a feed on standard input, a JSON array an event:
// [UID, START, END, STATUS, SUMMARY]. Ends with 1 and the complaints where its validator has any.
// The library is of 2015 and the interpreter is not: its own deprecations are no news.
error_reporting(E_ALL & ~E_DEPRECATED);
require '/usr/share/php/Sabre/VObject/autoload.php';

$calendar = Sabre\VObject\Reader::read(stream_get_contents(STDIN));
$complaints = $calendar->validate();
foreach ($complaints as $complaint) {
    fwrite(STDERR, $complaint['level'] . ' ' . $complaint['message'] . ' ' . $complaint['node']->name . "\n");
}
if ($complaints) {
    exit(1);
}

function moment($property)
{
    if (!$property->hasTime()) {
        return $property->getDateTime()->format('Ymd');
    }
    $time = clone $property->getDateTime();
    return $time->setTimezone(new DateTimeZone('UTC'))->format('Ymd\THis\Z');
}

// This version leaves it to its caller to undo the backslashes before "," and ";".
function text($property)
{
    return str_replace(['\\,', '\\;'], [',', ';'], (string) $property);
}

foreach ($calendar->select('VEVENT') as $event) {
    $told = [(string) $event->UID, moment($event->DTSTART), moment($event->DTEND), (string) $event->STATUS,
             text($event->SUMMARY)];
    echo json_encode($told, JSON_THROW_ON_ERROR), "\n";
}
