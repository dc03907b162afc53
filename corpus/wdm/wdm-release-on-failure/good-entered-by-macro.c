/* One macro opens the block that another one closes. */
#include <ntddk.h>

#define POOL_TAG 'ssaP'

#define PASS_BEGIN_(...)                                                                                               \
    do {                                                                                                               \
        __VA_ARGS__;                                                                                                   \
    } while (0, 0);                                                                                                    \
    try {
#define PASS_END_(...)                                                                                                 \
    goto pass_end;                                                                                                     \
    pass_end:;                                                                                                         \
    }                                                                                                                  \
    finally                                                                                                            \
    {                                                                                                                  \
        __VA_ARGS__;                                                                                                   \
    }
#define PASS_BEGIN(...)                                                                                                \
    NTSTATUS Result = STATUS_SUCCESS;                                                                                  \
    PASS_BEGIN_(__VA_ARGS__)
#define PASS_END(format, ...)                                                                                          \
    PASS_END_(DbgPrint("pass: " format "\n", __VA_ARGS__));                                                            \
    return Result
#define PASS_RETURN(...)                                                                                               \
    do {                                                                                                               \
        Result = __VA_ARGS__;                                                                                          \
        goto pass_end;                                                                                                 \
    } while (0, 0)

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PassUnload;

static PVOID Ridge, Valley;

VOID PassUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Valley, POOL_TAG);
    ExFreePoolWithTag(Ridge, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PASS_BEGIN(PAGED_CODE());

    Ridge = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Ridge == NULL)
        PASS_RETURN(STATUS_INSUFFICIENT_RESOURCES);

    Valley = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Valley == NULL) {
        ExFreePoolWithTag(Ridge, POOL_TAG);
        PASS_RETURN(STATUS_INSUFFICIENT_RESOURCES);
    }

    DriverObject->DriverUnload = PassUnload;

    PASS_END("%wZ", RegistryPath);
}
