using Mas.Benchmarks;

var root = new RootCommand("Measures mas. One measurement at a time, on a quiet machine; see benchmarks/README.md.")
{
    ListCommand.Create(), StepCommand.Create(), NetworksCommand.Create(), NetworkStepsCommand.Create(), ScalingCommand.Create(),
    RunScenarios.Create(), StartCommand.Create(), SimilarityCommand.Create(), KernelsCommand.Create(), CoverageCommand.Create(),
    VerdictsCommand.Create(), TruthsCommand.Create(), BridgeCommand.Create(),
    PlantedCommand.Create(), ZooCommand.Create(), PreflightCommand.Create(), RecordingCommand.Create(), TextStepCommand.Create(),
    ParityCommand.Create(), OpeningCommand.Create(), FuzzCommand.Create(),
};
return root.Parse(args).Invoke();
