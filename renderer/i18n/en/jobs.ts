export const jobs = {
  title: 'Jobs',
  empty: {
    title: 'No jobs yet',
    text: 'Imports, synthesis runs and measurements will be here, with what they made. They go on while you work elsewhere.',
  },
  parts: { now: 'Now', next: 'Waiting', over: 'Finished' },
  status: {
    waiting: 'Waiting',
    running: 'Running',
    paused: 'Paused',
    interrupted: 'Interrupted, nothing finished is lost',
    done: 'Done',
    cancelled: 'Cancelled',
    failed: 'Stopped',
  },
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  show: 'Show result',
  clear: 'Clear finished',
  startedBy: 'Started by {{who}}',
  ended: '{{when}}, {{who}}',
}
