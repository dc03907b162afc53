#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static VOID OnImage(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo);
static EX_CALLBACK_FUNCTION OnRegistry;

static BOOLEAN g_SeesImages;
static PVOID g_Block;
static LARGE_INTEGER g_Cookie;

static VOID OnImage(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo)
{
    UNREFERENCED_PARAMETER(FullImageName);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ImageInfo);
}

static NTSTATUS OnRegistry(PVOID Context, PVOID What, PVOID Info)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(What);
    UNREFERENCED_PARAMETER(Info);
    return STATUS_SUCCESS;
}

static VOID Must(NTSTATUS Status)
{
    if (!NT_SUCCESS(Status)) {
        ExRaiseStatus(Status);
    }
}

static VOID Undo(VOID)
{
    if (g_SeesImages) {
        PsRemoveLoadImageNotifyRoutine(OnImage);
        g_SeesImages = FALSE;
    }
    ExFreePoolWithTag(g_Block, 'tsuM');
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CmUnRegisterCallback(g_Cookie);
    Undo();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Block = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'tsuM');
    if (g_Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (RegistryPath->Length == 0) {
        return STATUS_INVALID_PARAMETER; /* expect: wdm-release-on-failure */
    }
    __try {
        Must(PsSetLoadImageNotifyRoutine(OnImage));
        g_SeesImages = TRUE;
        Must(CmRegisterCallback(OnRegistry, NULL, &g_Cookie));
        status = STATUS_SUCCESS;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
        Undo();
    }
    return status;
}
