/** The limits that a key may have, as the service names them and as a person types and reads them. */

import {bytes, count, measure} from "../format.js";

const MEGABYTE = 1_000_000;

/** Of each its name, what it is called, how a value is told, and the field in which it is typed: its label, hint and what the service is sent. */
export const LIMITS = [
  {name: "requestsPerSecond", label: "Requests a second", told: measure, hint: "With a burst of as many.", least: 0.01, sent: Number},
  {name: "openJobs", label: "Open jobs", told: count, hint: "Imports, trainings and generations that have not ended.", least: 0, sent: Number},
  {name: "storedBytes", label: "Uploads", typed: "Uploads, in MB", told: bytes, hint: "That it has sent and nobody has deleted.", least: 0, sent: value => Math.round(Number(value) * MEGABYTE)},
  {name: "cpuHoursPerMonth", label: "CPU hours this month", typed: "CPU hours a month", told: value => value > 0 && value < 0.01 ? "under 0.01" : measure(value), hint: "That its trainings take.", least: 0, sent: Number},
];
