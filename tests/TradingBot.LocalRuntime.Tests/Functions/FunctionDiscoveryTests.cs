using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using TradingBot.LocalRuntime.Functions;
using TradingBot.LocalRuntime.Tests.Hosting;

namespace TradingBot.LocalRuntime.Tests.Functions;

public sealed class FunctionDiscoveryTests
{
    public static class Good
    {
        [Function("First")]
        public static string First([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => request.Path;

        [Function("Second")]
        public static void Second([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;
    }

    public static class SameNameInAnotherCase
    {
        [Function("FIRST")]
        public static string Method([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => request.Path;
    }

    public static class NoTrigger
    {
        [Function("Idle")]
        public static string Method(HttpRequest request) => request.Path;
    }

    public static class TwoTriggers
    {
        [Function("Torn")]
        public static void Method(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, [TimerTrigger("0 * * * * *")] TimerInfo timer) =>
            _ = (request, timer);
    }

    public static class BadName
    {
        [Function("1st function")]
        public static string Method([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => request.Path;
    }

    public static class Hidden
    {
        [Function("Hidden")]
        internal static string Method([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => request.Path;
    }

    public static class Unbindable
    {
        [Function("Unbindable")]
        public static void Method([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, Version version) =>
            _ = (request, version);
    }

    public static class SameRoute
    {
        [Function("One")]
        public static void One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id}")] HttpRequest request) =>
            _ = request;

        [Function("Other")]
        public static void Other([HttpTrigger(AuthorizationLevel.Anonymous, "GET", Route = "things/{name}")] HttpRequest request) =>
            _ = request;
    }

    [Fact]
    public void Functions_are_found_by_their_attribute()
    {
        var found = FunctionDiscovery.Discover([typeof(Good)], Configuration());

        Assert.Equal(["First", "Second"], found.Select(function => function.Name));
    }

    [Theory]
    [InlineData("AzureWebJobs.First.Disabled", "true")]
    [InlineData("AzureWebJobs.First.Disabled", "1")]
    [InlineData("AzureWebJobs:First:Disabled", "True")]
    public void Disabled_function_is_left_out(string key, string value)
    {
        var found = FunctionDiscovery.Discover([typeof(Good)], Configuration((key, value)));

        Assert.Equal(["Second"], found.Select(function => function.Name));
    }

    [Theory]
    [InlineData(typeof(NoTrigger), "'Idle'", "no trigger")]
    [InlineData(typeof(TwoTriggers), "'Torn'", "more than one trigger")]
    [InlineData(typeof(BadName), "'1st function'", "begin with a letter")]
    [InlineData(typeof(Hidden), "'Hidden'", "public method")]
    [InlineData(typeof(SameNameInAnotherCase), "'First'", "more than once")]
    public void Faulty_function_is_refused_by_name(Type faulty, string name, string reason)
    {
        var refusal = Assert.Throws<StartupException>(() => FunctionDiscovery.Discover([typeof(Good), faulty], Configuration()));

        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Unbindable), "'version'")]
    [InlineData(typeof(SameRoute), "both answer GET")]
    public void Function_that_could_not_be_called_is_refused_when_the_host_is_built(Type faulty, string reason)
    {
        var refusal = Assert.Throws<StartupException>(() => TestHost.Builder(faulty).Build());

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
}
