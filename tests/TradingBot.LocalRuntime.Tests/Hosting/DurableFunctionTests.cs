using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Hosting;

public sealed class DurableFunctionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public sealed record Addition(int Left, int Right);

    public sealed class Greeting
    {
        public string Word { get; init; } = "hello";
    }

    public sealed class Functions(Greeting greeting)
    {
        [Function("Start")]
        public static async Task<IResult> StartAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{left}/{right}")] HttpRequest request,
            int left,
            int right,
            [DurableClient] DurableTaskClient client)
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync(
                "Sum", new Addition(left, right), request.HttpContext.RequestAborted);
            return Results.Json(id);
        }

        [Function("Sum")]
        public static async Task<string> SumAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var sum = await context.CallActivityAsync<int>("Add", context.GetInput<Addition>());
            return await context.CallActivityAsync<string>("Greet") + " " + sum;
        }

        [Function("Add")]
        public static int Add([ActivityTrigger] Addition addition) => addition.Left + addition.Right;

        [Function("Greet")]
        public Task<string> GreetAsync([ActivityTrigger] FunctionContext context, CancellationToken token) =>
            Task.FromResult($"{greeting.Word} {context.FunctionDefinition.Name} {token.IsCancellationRequested}");
    }

    public sealed class InstanceOrchestrator(Greeting greeting)
    {
        [Function("Say")]
        public Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Task.FromResult($"{greeting.Word} {context.GetInput<string>()}");
    }

    public static class FaultyOrchestrator
    {
#pragma warning disable DURABLE0007 // The very fault that the test is about.
        [Function("Faulty")]
        public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken token) =>
            context.CreateTimer(TimeSpan.Zero, token);
#pragma warning restore DURABLE0007
    }

    [Fact]
    public async Task Orchestration_started_over_http_runs_its_activities_through_the_middleware()
    {
        List<string> seen = [];
        await using var database = await postgres.CreateDatabaseAsync(Token);
        var builder = Builder(database, typeof(Functions));
        builder.UseMiddleware((context, next) =>
        {
            lock (seen)
                seen.Add(context.FunctionDefinition.Name);
            return next();
        });
        await using var host = await TestHost.StartAsync(builder);

        using var response = await host.Client.PostAsync("/api/start/3/4", content: null, Token);
        var id = (await response.Content.ReadFromJsonAsync<string>(Token))!;
        var client = host.Services.GetRequiredService<DurableTaskClient>();
        var done = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal("hello Greet False 7", done.ReadOutputAs<string>());
        Assert.Equal(["Start", "Add", "Greet"], seen);
    }

    [Fact]
    public async Task Orchestrator_class_gets_its_services()
    {
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using var host = await TestHost.StartAsync(Builder(database, typeof(InstanceOrchestrator)));
        var client = host.Services.GetRequiredService<DurableTaskClient>();

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Say", "world", Token);
        var done = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal("hello world", done.ReadOutputAs<string>());
    }

    [Fact]
    public void Orchestrator_with_more_than_its_context_is_refused()
    {
        var database = Npgsql.NpgsqlDataSource.Create("Host=127.0.0.1");

        var refusal = Assert.Throws<StartupException>(() => Builder(database, typeof(FaultyOrchestrator)).Build());

        Assert.Contains("'Faulty'", refusal.Message, StringComparison.Ordinal);
    }

    private static LocalApplicationBuilder Builder(Npgsql.NpgsqlDataSource database, Type functions)
    {
        var builder = TestHost.Builder(functions);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(new Greeting());
        return builder;
    }
}
