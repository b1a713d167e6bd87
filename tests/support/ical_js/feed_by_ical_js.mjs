// Prints what ical.js reads in a feed or in jCal on standard input, a JSON array an event:
// [UID, START, END, STATUS, SUMMARY]. The directory of the module is the first argument.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2] + "/ical.js/dist/ical.js"));
const text = readFileSync(0, "utf8");
const calendar = new ICAL.Component(text.startsWith("[") ? JSON.parse(text) : ICAL.parse(text));

for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

function moment(time) {
    if (time.isDate) return time.toICALString();
    return time.convertToZone(ICAL.Timezone.utcTimezone).toICALString();
}

for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const status = component.getFirstPropertyValue("status");
    console.log(JSON.stringify([event.uid, moment(event.startDate), moment(event.endDate), status, event.summary]));
}
