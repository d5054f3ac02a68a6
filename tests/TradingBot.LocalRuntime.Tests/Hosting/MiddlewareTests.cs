using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TradingBot.LocalRuntime.Tests.Hosting;

public sealed class MiddlewareTests
{
    public sealed class Trail
    {
        public List<string> Steps { get; } = [];
    }

    public sealed class Functions(Trail trail)
    {
        [Function("Walk")]
        public void Walk([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            trail.Steps.Add($"function {request.Method}");
        }
    }

    public sealed class Outer(Trail trail) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trail.Steps.Add($"outer before {context.FunctionDefinition.Name} {context.GetHttpContext()?.Request.Path}");
            await next(context);
            trail.Steps.Add("outer after");
        }
    }

    [Fact]
    public async Task First_added_middleware_is_the_outermost_and_conditions_are_honoured()
    {
        var trail = new Trail();
        var builder = TestHost.Builder(typeof(Functions));
        builder.Services.AddSingleton(trail);
        builder.UseMiddleware<Outer>();
        builder.UseMiddleware(async (_, next) =>
        {
            trail.Steps.Add("inner before");
            await next();
            trail.Steps.Add("inner after");
        });
        builder.UseWhen<Outer>(context => context.FunctionDefinition.Name == "Another");
        await using var host = await TestHost.StartAsync(builder);

        using var response = await host.Client.GetAsync("/api/Walk", TestContext.Current.CancellationToken);

        Assert.Equal(["outer before Walk /api/Walk", "inner before", "function GET", "inner after", "outer after"], trail.Steps);
    }
}
