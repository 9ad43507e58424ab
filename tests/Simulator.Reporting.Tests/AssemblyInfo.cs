// One test measures processor time: tests run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
