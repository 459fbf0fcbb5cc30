using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using RomHost.Configuration;
using RomHost.Configuration.Predecessor;
using RomHost.Configuration.Sections;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

public class PredecessorTests
{
    private const string Small =
        """
        experiment_name: old
        sim: {N: 40, T: 2.0, dt: 0.1, Lx: 15, Ly: 15, bc: periodic}
        train_ic: {type: mixed, uniform: {enabled: true, n_runs: 3}}
        test_ic: {uniform: {enabled: true, n_runs: 1}}
        test_sim: {T: 5}
        rom: {subsample: 1}
        """;

    [Theory]
    [InlineData("sim.T: 3\n", "sim.T: this key is there already, on line 2")]
    [InlineData(
        "rom.models: {lstm: {lag: 3}}\nrom.models.lstm.lag: 4\n",
        "rom.models.lstm.lag: this key is there already, on line 7")]
    [InlineData("rom.subsample: 2\n", "rom.subsample: this key is there already, on line 6")]
    [InlineData("sim.T: {a: 1}\n", "sim.T: this key is there already, on line 2")]
    public void AKeyThatStandsNestedAndWithPoints_IsNamedWithBothPlaces(string added, string expected)
    {
        string error = Assert.Single(Sample.Errors(Small + "\n" + added));
        Assert.Contains(expected, error);
        Assert.StartsWith($"f.yaml:{6 + added.Count(c => c == '\n')}:1: ", error);
    }

    [Fact]
    public void KeysWithPoints_AreTheNestedOnes()
    {
        Experiment nested = Sample.Bind(Small.Replace("rom: {subsample: 1}", "rom: {subsample: 1, shift_align: true}"));
        Experiment pointed =
            Sample.Bind(Small.Replace("rom: {subsample: 1}", "rom.subsample: 1\nrom.shift_align: true"));
        Assert.Equal(ConfigurationFlattener.Flatten(nested), ConfigurationFlattener.Flatten(pointed));
    }

    public static TheoryData<string> Files => ["NDYN04_gas", "NDYN06_supernova_VS", "NDYN08_pure_vicsek"];

    [Theory]
    [MemberData(nameof(Files))]
    public void AReferenceFile_PlansTheThesisSchedule(string name)
    {
        Experiment experiment = Sample.Bind(Sample.Text(name + ".yaml"));
        Assert.Equal(name, experiment.Name);
        Assert.Equal(
            [("gaussian", 96), ("uniform", 80), ("two_clusters", 84), ("ring", 80)],
            experiment.TrainRuns.CountBy(run => run.Family).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["gaussian", "uniform", "two_clusters", "ring"], experiment.TestRuns.Select(run => run.Family));
        Assert.Equal(340, experiment.TrainRuns.Select(run => run.Label).Distinct().Count());
        Assert.Equal((20.0, 200.0), (experiment.Options.Train.Duration, experiment.Options.Test.Duration));
    }

    [Fact]
    public void AReferenceFile_IsTranslatedWhole()
    {
        Experiment gas = Sample.Bind(Sample.Text("NDYN04_gas.yaml"));
        Assert.Equal(
            new FakeSimulatorOptions
            {
                Particles = 100,
                Domain = new FakeDomainOptions { Lx = 25, Ly = 25 },
                Dt = 0.04,
                Speed = 3,
                SpeedMode = FakeSpeedMode.ConstantWithForces,
                Radius = 4,
                Noise = new FakeNoiseOptions { Kind = FakeNoiseKind.Gaussian, Eta = 1.5 },
                Forces = new FakeForcesOptions { Ca = 0.5, Cr = 0.2, La = 1.5, Lr = 0.5, MuT = 0.3, RcutFactor = 5 },
            },
            gas.SimulatorOptions);
        Assert.Equal(new FakeDensityOptions { Nx = 64, Ny = 64, Bandwidth = 5 }, gas.DensityEstimatorOptions);
        Assert.Equal(
            new ReductionOptions
            {
                Subsample = 3,
                ShiftAlign = ShiftReference.Mean,
                Transform = DensityTransform.Sqrt,
                Modes = 19,
            },
            gas.Options.Reduction);
        Assert.Equal(["MVAR", "LSTM"], gas.Models.Select(model => model.Name));
        Assert.Equal(new FakeMvarOptions { Lag = 5, RidgeAlpha = 1e-4 }, gas.Models[0].Options);
        Assert.Equal(
            new FakeLstmOptions
            {
                HiddenUnits = 64,
                Dropout = 0.1,
                Validation = FakeValidation.SingleStep,
                Beyond = FakeBeyond.Continue,
            },
            gas.Models[1].Options);
        Assert.Equal(
            new EvaluationOptions { ForecastStart = 0.6, Clamp = Clamp.None, Mass = MassCorrection.Scale },
            gas.Options.Evaluation);
    }

    [Fact]
    public void ForcesThatAreOff_StayOff()
    {
        Experiment vicsek = Sample.Bind(Sample.Text("NDYN08_pure_vicsek.yaml"));
        Assert.False(((FakeSimulatorOptions)vicsek.SimulatorOptions).Forces.Enabled);
    }

    [Fact]
    public void WhatHasNoCounterpart_IsNamedInOneWarningEach() => Assert.Equal(
        [
            "f.yaml:41:3: outputs.density_resolution: it is not used: density.nx and density.ny are given",
            "f.yaml:42:3: outputs.density_bandwidth: it is not used: another key that means the same is given",
            "f.yaml:47:13: train_ic.gaussian.n_runs: it is not used: " +
            "the lists and n_samples_per_config multiply out to 96 runs",
            "f.yaml:69:13: train_ic.two_clusters.n_runs: it is not used: " +
            "the lists and n_samples_per_config multiply out to 84 runs",
            "f.yaml:156:3: eval.metrics: it is not used: all metrics are always computed",
            "f.yaml:164:1: wsindy: it has no counterpart here and is not used",
        ],
        Sample.Bind(Sample.Text("NDYN04_gas.yaml")).Document.Warnings.Select(warning => warning.ToString()));

    [Fact]
    public void AnError_PointsIntoTheFileAsTheUserKnowsIt()
    {
        string text = Sample.Text("NDYN04_gas.yaml")
            .Replace("num_layers: 2", "num_layers: two").Replace("Lx: 25.0", "Lx: -1");
        Assert.Equal(
            [
                "f.yaml:9:7: sim.Lx: expected a value above 0, found -1",
                "f.yaml:144:19: rom.models.lstm.num_layers: expected an integer, found 'two'",
            ],
            Sample.Errors(text));
    }

    [Theory]
    [InlineData(
        "rom: {subsample: 1}",
        "rom: {subsampel: 1}",
        "f.yaml:6:7: rom.subsampel: unknown key; did you mean 'subsample'?")]
    [InlineData(
        "rom: {subsample: 1}",
        "rom: {models: {lstmm: {}}}",
        "f.yaml:6:16: rom.models.lstmm: unknown key; did you mean 'lstm'?")]
    [InlineData("rom: {subsample: 1}", "rom: 5", "f.yaml:6:6: rom: expected a mapping (key: value), found '5'")]
    [InlineData(
        "rom: {subsample: 1}",
        "eval: {clamp_mode: C3}",
        "f.yaml:6:20: eval.clamp_mode: expected one of C0, C1, C2, simplex, found 'C3'")]
    [InlineData(
        "rom: {subsample: 1}",
        "rom: {shift_align: maybe}",
        "f.yaml:6:20: rom.shift_align: expected true or false, found 'maybe'")]
    [InlineData(
        "n_runs: 3",
        "n_run: 3",
        "f.yaml:3:34: train_ic.uniform: expected 'n_runs' or 'n_samples' of at least 1, found neither; give the "
        + "number of runs, or say enabled: false|f.yaml:3:50: train_ic.uniform.n_run: "
        + "unknown key; did you mean 'n_runs'?")]
    [InlineData(
        "n_runs: 3",
        "n_runs: 0",
        "f.yaml:3:34: train_ic.uniform: expected 'n_runs' or 'n_samples' of at least 1, found n_runs: "
        + "0; give the number of runs, or")]
    [InlineData(
        "uniform: {enabled: true, n_runs: 3}",
        "ring: {enabled: true, radii: [1]}",
        "f.yaml:3:31: train_ic.ring: expected the lists 'radii', 'widths'; add those that are missing")]
    public void AMistake_IsRefusedInTheirWords(string old, string replacement, string expected)
    {
        Assert.Contains(old, Small);
        string[] errors = Sample.Errors(Small.Replace(old, replacement));
        string[] starts = expected.Split('|');
        Assert.Equal(starts.Length, errors.Length);
        Assert.All(starts.Zip(errors), pair => Assert.StartsWith(pair.First, pair.Second));
    }

    [Fact]
    public void WhereAFileSaysNothing_ThePredecessorsDefaultsHold()
    {
        Experiment old = Sample.Bind(Small);
        Assert.Equal(new EvaluationOptions { Clamp = Clamp.Renormalise, ForecastStart = 2 }, old.Options.Evaluation);
        Assert.Equal(0.995, old.Options.Reduction.Energy);
        Assert.Equal(["MVAR"], old.Models.Select(model => model.Name));
        Assert.Equal(2.0, ((FakeDensityOptions)old.DensityEstimatorOptions).Bandwidth);
    }

    [Fact]
    public void OlderSpellings_AreUnderstood()
    {
        Experiment old = Sample.Bind(Small.Replace(
            "rom: {subsample: 1}",
            """
            rom: {rom_subsample: 2, fixed_d: 7, models: {lstm: {enabled: true, hidden_dim: 32, n_layers: 1, lr: 0.001,
              n_epochs: 9, grad_clip: 1, scheduled_sampling: 0.3, ss_warmup: 20}, mvar: {}},
              mvar_lag: 4,
              ridge_alpha: 0.5, eigenvalue_threshold: 0.95}
            evaluation: {clamp_negative: false, mass_project: true, forecast_start: 1}
            """));
        Assert.Equal((2, 7), (old.Options.Reduction.Subsample, old.Options.Reduction.Modes));
        Assert.Equal(["LSTM", "MVAR"], old.Models.Select(model => model.Name));
        Assert.Equal(
            new FakeLstmOptions
            {
                Validation = FakeValidation.SingleStep,
                Beyond = FakeBeyond.Continue,
                HiddenUnits = 32,
                Layers = 1,
                LearningRate = 0.001,
                MaxEpochs = 9,
                GradientClip = 1,
                ScheduledSampling = 0.3,
            },
            old.Models[0].Options);
        Assert.Equal(
            new FakeMvarOptions
            {
                Lag = 4,
                RidgeAlpha = 0.5,
                Stability = FakeStability.Scale,
                StabilityThreshold = 0.95,
            },
            old.Models[1].Options);
        Assert.Equal((Clamp.None, MassCorrection.Scale), (old.Options.Evaluation.Clamp, old.Options.Evaluation.Mass));
        Assert.Equal(
            ["rom.models.lstm.ss_warmup"], old.Document.Warnings.Select(warning => warning.Path));
    }

    [Theory]
    [InlineData("rom: {models: {lstm: {hidden_units: 48}}}", "rom: {models: {lstm: {hidden_dim: 48}}}")]
    [InlineData("rom: {models: {lstm: {num_layers: 3}}}", "rom: {models: {lstm: {n_layers: 3}}}")]
    [InlineData("rom: {models: {lstm: {learning_rate: 0.005}}}", "rom: {models: {lstm: {lr: 0.005}}}")]
    [InlineData("rom: {models: {lstm: {max_epochs: 17}}}", "rom: {models: {lstm: {n_epochs: 17}}}")]
    [InlineData("rom: {models: {lstm: {gradient_clip: 2.5}}}", "rom: {models: {lstm: {grad_clip: 2.5}}}")]
    [InlineData("rom: {models: {lstm: {use_layer_norm: false}}}", "rom: {models: {lstm: {layer_norm: false}}}")]
    [InlineData("rom: {models: {mvar: {lag: 7}}}", "rom: {mvar_lag: 7}")]
    [InlineData("rom: {models: {mvar: {ridge_alpha: 0.25}}}", "rom: {ridge_alpha: 0.25}")]
    [InlineData("rom: {models: {mvar: {eigenvalue_threshold: 0.9}}}", "rom: {eigenvalue_threshold: 0.9}")]
    [InlineData("rom: {fixed_modes: 9}", "rom: {fixed_d: 9}")]
    [InlineData("rom: {pod_energy: 0.9}", "rom: {energy_threshold: 0.9}")]
    [InlineData("rom: {subsample: 4}", "rom: {rom_subsample: 4}")]
    [InlineData("rom: {subsample: 4}", "rom_subsample: 4")]
    [InlineData("eval: {forecast_start: 1}", "evaluation: {forecast_start: 1}")]
    [InlineData("eval: {clamp_mode: C0}", "evaluation: {clamp_negative: false}")]
    [InlineData("eval: {mass_postprocess: scale}", "evaluation: {mass_project: true}")]
    [InlineData("outputs: {density_bandwidth: 3}", "density: {bandwidth: 3}")]
    [InlineData("outputs: {density_resolution: 24}", "density: {nx: 24, ny: 24}")]
    public void BothSpellings_MeanTheSame(string one, string other)
    {
        string[] Resolved(string line)
        {
            Experiment old = Sample.Bind(Small.Replace("rom: {subsample: 1}", line));
            Assert.Empty(old.Document.Warnings);
            return [.. ConfigurationFlattener.Flatten(old).Select(pair => $"{pair}")];
        }

        Assert.Equal(Resolved(one), Resolved(other));
        Assert.NotEqual(Resolved("rom: {}"), Resolved(one));
    }

    [Fact]
    public void TwoSpellingsOfOneKey_AreNamed_AndTheNewerOneHolds()
    {
        Experiment old = Sample.Bind(Small.Replace(
            "rom: {subsample: 1}", "rom: {models: {lstm: {hidden_dim: 8, hidden_units: 16}}}"));
        Assert.Equal(16, ((FakeLstmOptions)old.Models[0].Options).HiddenUnits);
        Assert.Equal(
            ["f.yaml:6:23: rom.models.lstm.hidden_dim: it is not used: another key that means the same is given"],
            old.Document.Warnings.Select(warning => warning.ToString()));
    }

    [Theory]
    [InlineData("kstep_enabled")]
    [InlineData("ss_horizon")]
    [InlineData("multistep_horizon")]
    public void ATrainingTrickWithoutCounterpart_IsNamedInOneWarning(string key)
    {
        Experiment old = Sample.Bind(Small.Replace("rom: {subsample: 1}", $"rom: {{models: {{lstm: {{{key}: 1}}}}}}"));
        Assert.Equal(
            [$"f.yaml:6:23: rom.models.lstm.{key}: it has no counterpart here and is not used"],
            old.Document.Warnings.Select(warning => warning.ToString()));
    }

    /// <summary>
    /// Translates lines of the section rom.models.lstm into keys of the model, without its name and plugin.
    /// </summary>
    private static string OfLstm(string lines, out string[] warnings)
    {
        string text = Small.Replace(
            "rom: {subsample: 1}", $"rom: {{models: {{lstm: {{lag: 5, dropout: 0, {lines}}}}}}}");
        ConfigurationDocument document = ConfigurationDocument.Parse(
            System.Text.Encoding.UTF8.GetBytes(text), "f.yaml");
        warnings = [.. document.Warnings.Select(warning => warning.ToString())];
        string[] known = ["name", "plugin", "lag", "dropout", "validation", "beyond"];
        return string.Join(", ", ConfigurationFlattener.Flatten(document.Root)
            .Where(pair => pair.Key.StartsWith("models.LSTM.", StringComparison.Ordinal))
            .Select(pair => (Key: pair.Key["models.LSTM.".Length..], pair.Value))
            .Where(pair => !known.Contains(pair.Key)).Select(pair => $"{pair.Key} {pair.Value}"));
    }

    [Theory]
    [InlineData("multistep_loss: true, multistep_k: 4, multistep_alpha: 0.25", "kstep 4, kstep_alpha 0.25")]
    [InlineData("multistep_loss: True", "kstep 5, kstep_alpha 0.3")]
    [InlineData("multistep_loss: false, multistep_k: 4, multistep_alpha: 0.25", "")]
    [InlineData(
        "scheduled_sampling: true, ss_warmup: 10, ss_phase1_end: 20, ss_phase1_ratio: 0.2, "
        + "ss_phase2_end: 30, ss_max_ratio: 0.4",
        "scheduled_sampling 0.4, scheduled_sampling_place window, scheduled_sampling_warmup 10, "
        + "scheduled_sampling_phase1_end 20, scheduled_sampling_phase1_ratio 0.2, scheduled_sampling_phase2_end 30")]
    [InlineData(
        "scheduled_sampling: true, kstep: 1",
        "scheduled_sampling 0.5, scheduled_sampling_place window, scheduled_sampling_warmup 20, "
        + "scheduled_sampling_phase1_end 200, scheduled_sampling_phase1_ratio 0.3, "
        + "scheduled_sampling_phase2_end 400, kstep 1")]
    [InlineData(
        "scheduled_sampling: yes, ss_start_epoch: 50, ss_end_epoch: 150",
        "scheduled_sampling 0.5, scheduled_sampling_place window, scheduled_sampling_warmup 50, "
        + "scheduled_sampling_phase1_end 100, scheduled_sampling_phase1_ratio 0.3, scheduled_sampling_phase2_end 150")]
    [InlineData("scheduled_sampling: false, ss_warmup: 10", "scheduled_sampling 0")]
    public void TrainingOnOwnPredictions_IsTranslated(string theirs, string ours)
    {
        Assert.Equal(ours, OfLstm(theirs, out string[] warnings));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(
        "multistep_k: 4", "f.yaml:6:43: rom.models.lstm.multistep_k: it is not used: multistep_loss is not given")]
    [InlineData(
        "ss_warmup: 4", "f.yaml:6:43: rom.models.lstm.ss_warmup: it is not used: scheduled_sampling is not given")]
    [InlineData(
        "multistep_loss: true, kstep_weight: 2",
        "f.yaml:6:65: rom.models.lstm.kstep_weight: it is not used: multistep_loss weighs the closed loop")]
    [InlineData(
        "multistep_loss: true, kstep: 2",
        "f.yaml:6:65: rom.models.lstm.kstep: it is not used: another key that means the same is given")]
    public void WhatDoesNotCountInTraining_IsNamed(string theirs, string warning)
    {
        OfLstm(theirs, out string[] warnings);
        Assert.Equal([warning], warnings);
    }

    [Theory]
    [InlineData("eval: {clamp_mode: simplex}", Clamp.None, MassCorrection.Simplex)]
    [InlineData("eval: {clamp_mode: simplex, mass_postprocess: none}", Clamp.None, MassCorrection.Simplex)]
    [InlineData("rom: {mass_postprocess: simplex}\neval: {clamp_mode: simplex}", Clamp.None, MassCorrection.Simplex)]
    [InlineData("eval: {clamp_mode: simplex, mass_postprocess: scale}", Clamp.None, MassCorrection.Scale)]
    public void TheClampModeSimplex_IsTheMassProjection(string lines, Clamp clamp, MassCorrection mass)
    {
        Experiment old = Sample.Bind(Small.Replace("rom: {subsample: 1}", lines));
        Assert.Equal((clamp, mass), (old.Options.Evaluation.Clamp, old.Options.Evaluation.Mass));
    }

    [Theory]
    [InlineData("bic", "bic", "")]
    [InlineData("fpe", "aic", "; aic stands for it, which differs little")]
    public void ALagByTheNameOfACriterion_IsChosenHere(string theirs, string ours, string note)
    {
        string text = Small.Replace(
            "rom: {subsample: 1}", $"rom: {{models: {{mvar: {{lag: {theirs}}}, lstm: {{lag: {theirs}}}}}}}");
        ConfigurationDocument document = ConfigurationDocument.Parse(
            System.Text.Encoding.UTF8.GetBytes(text), "f.yaml");
        OrderedDictionary<string, string> values = ConfigurationFlattener.Flatten(document.Root);
        Assert.Equal((ours, "20"), (values["models.MVAR.lag_selection"], values["models.LSTM.lag"]));
        Assert.False(values.ContainsKey("models.MVAR.lag"));
        Assert.Equal(["rom.models.mvar.lag", "rom.models.lstm.lag"], document.Warnings.Select(warning => warning.Path));
        Assert.EndsWith($"not read from rom_hyperparameters/results{note}", document.Warnings[0].Message);
    }

    [Theory]
    [InlineData("lag: 7", "mvar: {lag: 3}, ", 7)]
    [InlineData("hidden_units: 8", "mvar: {lag: 3}, ", 3)]
    [InlineData("hidden_units: 8", "mvar: {}, ", 5)]
    [InlineData("hidden_units: 8", "mvar: {enabled: false, lag: 3}, ", 20)]
    [InlineData("hidden_units: 8", "", 20)]
    public void AnLstmWithoutALag_HasThatOfTheMvar(string lstm, string mvar, int lag)
    {
        Experiment old =
            Sample.Bind(Small.Replace("rom: {subsample: 1}", $"rom: {{models: {{{mvar}lstm: {{{lstm}}}}}}}"));
        Assert.Equal(lag, ((FakeLstmOptions)old.Models[^1].Options).Lag);
    }

    [Fact]
    public void WhereDensityAndOutputsDiffer_OutputsHold_AsThePipelineReadsThem()
    {
        Experiment old = Sample.Bind(Small.Replace(
            "rom: {subsample: 1}",
            "density: {nx: 24, ny: 32, bandwidth: 5}\noutputs: {density_resolution: 32, density_bandwidth: 3}"));
        Assert.Equal(new FakeDensityOptions { Nx = 32, Ny = 32, Bandwidth = 3 }, old.DensityEstimatorOptions);
        Assert.Equal(
            [
                "f.yaml:6:11: density.nx: it is not used: "
                + "the predecessor reads outputs.density_resolution, which is 32",
                "f.yaml:6:27: density.bandwidth: it is not used: "
                + "the predecessor reads outputs.density_bandwidth, which is 3",
            ],
            old.Document.Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public void OneSideOfTheGrid_TakesTheOtherFromOutputs() => Assert.Equal(
        new FakeDensityOptions { Nx = 32, Ny = 32, Bandwidth = 2 },
        Sample.Bind(Small.Replace("rom: {subsample: 1}", "density: {nx: 24}\noutputs: {density_resolution: 32}"))
            .DensityEstimatorOptions);

    [Fact]
    public void AnExperimentWithoutAName_TakesTheFiles()
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(Small.Replace("experiment_name: old\n", ""));
        ConfigurationDocument document = ConfigurationDocument.Parse(bytes, "some/folder/DYN 1_gentle.v2.yaml");
        Assert.Equal("DYN-1_gentle.v2", new ExperimentBinder(FakePlugins.All).Bind(document).Name);
    }

    [Fact]
    public void WithoutAModel_OnlyWhatHasNoCounterpartIsNamed()
    {
        Experiment old = Sample.Bind(Small.Replace(
            "rom: {subsample: 1}",
            "rom: {models: {mvar: {enabled: false}, lstm: {enabled: "
            + "False}}}\nwsindy: {enabled: true}\nmeta: {tier: 2}"));
        Assert.Empty(old.Models);
        Assert.Equal(
            ["f.yaml:7:1: wsindy: it has no counterpart here and is not used"],
            old.Document.Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public void WhatThePhysicsLeavesOut_IsAsThere()
    {
        var simulator = (FakeSimulatorOptions)Sample.Bind(Small).SimulatorOptions;
        Assert.Equal((0.5, FakeSpeedMode.Constant, 1.0), (simulator.Speed, simulator.SpeedMode, simulator.Radius));
        Assert.Equal((FakeNoiseKind.Uniform, 0.5), (simulator.Noise.Kind, simulator.Noise.Eta));
        Assert.False(simulator.Forces.Enabled);
    }

    [Theory]
    [InlineData(
        "seed: 1\nsim: {N: 5}\nparams: {alpha: 1.5}\noutputs: {plots: true}",
        "f.yaml:1:1: expected the section train_ic, found none: this is no file of the predecessor's ROM pipeline")]
    [InlineData(
        "model: {type: discrete}\nparticles: {N: 5}\ndynamics: {}\nintegration: {T: 3}",
        "f.yaml:2:1: particles: the section 'particles' belongs to an older program of the predecessor")]
    [InlineData(
        "experiment: {name: a}\nvicsek: {N: 5}\npod: {r: 3}",
        "f.yaml:2:1: vicsek: the section 'vicsek' belongs to an older program of the predecessor")]
    [InlineData(
        "sim: {N: 5}\nmodel: {type: dorsogna}\ntrain_ic: {}",
        "f.yaml:2:15: model.type: the model 'dorsogna' belongs to an older program of the predecessor")]
    public void FilesOfOlderPrograms_AreRefusedAsSuch(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Sample.Errors(text)));

    [Fact]
    public void ThePageOfKeys_SaysWhatBecomesOfEach()
    {
        string[] rows = [.. Sample.Text("predecessor.md").Split('\n').Where(line => line.StartsWith("| `"))];
        foreach (KeyRule rule in PredecessorKeys.Rules)
        {
            string row = Assert.Single(rows, line => line.Split('|')[1].Contains($"`{rule.From}`"));
            Assert.Contains(rule.To is null ? rule.Reason : $"`{rule.To}`", row);
        }
    }

    [Fact]
    public void SimpleGaussianForms_AndExtrapolationCases_AreUnderstood()
    {
        Experiment simple = Sample.Bind(Small
            .Replace(
                "train_ic: {type: mixed, uniform: {enabled: true, n_runs: 3}}",
                "train_ic: {center: [10, 11], variances: [0.5, 1], n_samples_per_variance: 2}")
            .Replace(
                "test_ic: {uniform: {enabled: true, n_runs: 1}}",
                "test_ic: {centers: [[5, 5], [6, 6]], variance: 2, n_samples_per_center: 2}"));
        Assert.Equal(
            [
                "gaussian_x10_y11_variance0.5_s1", "gaussian_x10_y11_variance0.5_s2",
                "gaussian_x10_y11_variance1_s1", "gaussian_x10_y11_variance1_s2",
            ],
            simple.TrainRuns.Select(run => run.Label));
        Assert.Equal([5.0, 5.0, 6.0, 6.0], simple.TestRuns.Select(run => (double)run.Parameters["x"]!));

        Experiment mixed = Sample.Bind(Small.Replace(
            "test_ic: {uniform: {enabled: true, n_runs: 1}}",
            """
            test_ic:
              test_T: 7
              gaussian: {enabled: true, extrapolation_positions: [[2, 3]], extrapolation_variance: [1.5]}
              two_clusters: {enabled: true, test_separations: [4], test_sigmas: [1], extrapolation_separations: [9, 10]}
            """).Replace("test_sim: {T: 5}\n", ""));
        Assert.Equal(
            [
                "gaussian_x2_y3_variance1.5_s1", "two_clusters_separation4_sigma1_s1",
                "two_clusters_separation9_sigma1_s1", "two_clusters_separation10_sigma1_s1",
            ],
            mixed.TestRuns.Select(run => run.Label));
        Assert.Equal(7, mixed.Options.Test.Duration);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void TheTranslationThatIsPrinted_IsTheSameExperiment(string name)
    {
        Experiment original = Sample.Bind(Sample.Text(name + ".yaml"));
        string converted = ConfigurationWriter.Write(original.Document);
        Experiment again = Sample.Bind(converted);
        Assert.False(again.Document.IsPredecessor);
        Assert.Equal(ConfigurationFlattener.Flatten(original), ConfigurationFlattener.Flatten(again));
        Assert.Equal(original.TrainRuns.Select(run => run.Label), again.TrainRuns.Select(run => run.Label));
    }

    [Fact]
    public void AnOverride_AppliesAfterTheTranslation()
    {
        Experiment gas = Sample.Bind(Sample.Text("NDYN04_gas.yaml"), "models.LSTM.hidden_units=16");
        Assert.Equal(16, ((FakeLstmOptions)gas.Models[1].Options).HiddenUnits);
    }
}
