#include <ntddk.h>

/* Macros of the facts that the sources define as well. */
#define IF_FAILED_ACTION_JUMP(status, action, label) \
    if (!NT_SUCCESS(status)) {                       \
        action;                                      \
        goto label;                                  \
    }
#define WPP_INIT_TRACING(driver, path) \
    do {                               \
        (void)(driver);                \
    } while (0)
#define WPP_CLEANUP(driver)   \
    if (driver) {             \
        (driver)->Flags |= 1; \
    }
#define WPP_SYSTEMCONTROL(driver) \
    (driver)->Flags |= 2;         \
    (driver)->Flags |= 4

NTSTATUS Step(PDRIVER_OBJECT driver);

NTSTATUS test(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    NTSTATUS status;

    WPP_INIT_TRACING(driver, path);
    WPP_SYSTEMCONTROL(driver);
    status = Step(driver);
    IF_FAILED_ACTION_JUMP(status, status = 1, done);
    status = Step(driver);
    IF_FAILED_ACTION_JUMP(status, WPP_CLEANUP(driver), done);
    if (path)
        WPP_CLEANUP(driver);
done:
    return status;
}
