/** What trainings tell of their epochs, as curves. */

import {chart} from "../chart.js";

const TONES = [["one", "three"], ["two", "four"]];

/** The epoch after which the second stage begins, undefined where there is none. */
export const stageOf = one => one.configuration?.adversarial ? one.configuration.epochs : undefined;

/** Losses of one training, or of several under each other's names. */
export function losses(trainings) {
  const several = trainings.length > 1;
  return chart({label: "Loss by epoch", lines: trainings.flatMap(({name, history}, place) => [
    {name: several ? `${name}, validation` : "validation", tone: several ? TONES[place][0] : "one", points: history.map(epoch => [epoch.epoch, epoch.validationLoss])},
    {name: several ? `${name}, training` : "training", tone: several ? TONES[place][1] : "two", points: history.map(epoch => [epoch.epoch, epoch.trainLoss])},
  ]), marks: trainings.filter(one => one.stage !== undefined).map(one => ({x: one.stage, text: "second stage"}))});
}

/** Another measure of the validation images, where it is told. */
export function term(name, trainings) {
  const lines = trainings.map(({name: whose, history}, place) => ({name: trainings.length > 1 ? whose : name, tone: TONES[place][0],
    points: history.filter(epoch => epoch.measures?.validationTerms?.[name] !== undefined).map(epoch => [epoch.epoch, epoch.measures.validationTerms[name]])})).filter(line => line.points.length > 1);
  return lines.length ? chart({label: `${name} by epoch`, lines, marks: trainings.filter(one => one.stage !== undefined).map(one => ({x: one.stage, text: ""}))}) : null;
}

/** What only the second stage measures. */
export const secondStageTerms = history => [...new Set(history.flatMap(epoch => Object.keys(epoch.measures?.validationTerms || {})))].filter(name => !["mse", "l1", "ssim"].includes(name));
