#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
typedef struct _CTX {
    UNICODE_STRING Path;
    WCHAR Text[1];
} CTX, *PCTX;
static DRIVER_REINITIALIZE Later;

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
}

static VOID Later(PDRIVER_OBJECT d, PVOID c, ULONG n)
{
    if (n < 3)
        IoRegisterDriverReinitialization(d, Later, c);
    else
        ExFreePoolWithTag(c, 'xtC');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PCTX ctx = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(CTX) + RegistryPath->Length, 'xtC');
    if (ctx == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ctx->Path.Buffer = ctx->Text;
    ctx->Path.MaximumLength = RegistryPath->Length;
    RtlCopyUnicodeString(&ctx->Path, RegistryPath);
    DriverObject->DriverUnload = Unload;
    IoRegisterDriverReinitialization(DriverObject, Later, ctx);
    return STATUS_SUCCESS;
}
