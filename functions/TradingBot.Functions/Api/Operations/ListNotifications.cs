using Microsoft.AspNetCore.Http;
using TradingBot.Core.Notifications;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>What the trader was told, newest first.</summary>
public sealed class ListNotifications(INotificationStore notices)
{
    [Function(nameof(ListNotifications))]
    [Paged]
    [Answers(200, typeof(ListView<NotificationView>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notifications")] HttpRequest request, CancellationToken token)
    {
        var query = new ListQuery(request);
        var page = query.Page();
        return query.Refusal
            ?? Answers.Json(ListView<NotificationView>.Of(await notices.ListAsync(page, token), NotificationView.Of));
    }
}
