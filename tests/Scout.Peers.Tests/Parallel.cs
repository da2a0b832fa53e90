// These tests wait for other processes and hardly compute: more of them at once than the machine has cores.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
