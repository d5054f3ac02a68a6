using Xunit.v3;

// Every test starts programs; several at once would only wait for one another's processor time.
[assembly: Parallelization(MaxThreads = 1)]
