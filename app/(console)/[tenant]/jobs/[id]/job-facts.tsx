import { JobStatus } from "@/components/jobs/jobs-list";
import { filterWords } from "@/components/jobs/job-view";
import { Facts, type Fact } from "@/components/ui/facts";
import { Time } from "@/components/ui/time";
import type { JobDetail } from "@/lib/services/jobs";

/** Who made the job, of what, and when. */
export function JobFacts({ job }: { job: JobDetail }) {
  const facts: (Fact | null)[] = [
    { label: "State", value: <JobStatus job={job} /> },
    { label: "What", value: filterWords(job.filter) },
    job.exclude.length === 0
      ? null
      : { label: "Left out", value: job.exclude.map((kind) => kind.replaceAll("_", " ")).join(", ") },
    { label: "By", value: job.actorLabel },
    { label: "Created", value: <Time at={job.createdAt.toISOString()} /> },
    job.startsAt === null || job.startsAt <= job.createdAt
      ? null
      : { label: "Begins", value: <Time at={job.startsAt.toISOString()} /> },
    job.startedAt === null ? null : { label: "Started", value: <Time at={job.startedAt.toISOString()} /> },
    job.finishedAt === null ? null : { label: "Finished", value: <Time at={job.finishedAt.toISOString()} /> },
  ];
  return <Facts facts={facts.filter((fact) => fact !== null)} className="my-4" />;
}
