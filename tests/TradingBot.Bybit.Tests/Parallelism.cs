using Xunit.v3;

// Most of these tests wait, for time-outs and for an exchange that was told to be slow: more of them can wait at once than there are cores.
[assembly: Parallelization(MaxThreads = 6)]
