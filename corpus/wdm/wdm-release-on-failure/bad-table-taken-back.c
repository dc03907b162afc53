/* One step too few is taken back: the counter stands two behind the last that succeeded. */
#include <ntddk.h>

#define FERRY_TAG 'rreF'

typedef struct STEP {
    NTSTATUS (*Do)(PUNICODE_STRING Path);
    VOID (*Undo)(VOID);
} STEP;

static PVOID Deck;
static PVOID Ropes;

static NTSTATUS LayDeck(PUNICODE_STRING Path)
{
    UNREFERENCED_PARAMETER(Path);
    Deck = ExAllocatePool2(POOL_FLAG_PAGED, 256, FERRY_TAG);
    return Deck != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static VOID LiftDeck(VOID)
{
    ExFreePoolWithTag(Deck, FERRY_TAG);
    Deck = NULL;
}

static NTSTATUS TieRopes(PUNICODE_STRING Path)
{
    Ropes = ExAllocatePool2(POOL_FLAG_PAGED, Path->MaximumLength, FERRY_TAG);
    return Ropes != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static VOID LoosenRopes(VOID)
{
    ExFreePoolWithTag(Ropes, FERRY_TAG);
    Ropes = NULL;
}

static NTSTATUS ReadTides(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, Path, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (NT_SUCCESS(status))
        ZwClose(key);
    return status;
}

static VOID ForgetTides(VOID)
{
}

static const STEP Steps[] = {{LayDeck, LiftDeck}, {TieRopes, LoosenRopes}, {ReadTides, ForgetTides}};

static VOID FerryUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    LoosenRopes();
    LiftDeck();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    LONG done;

    for (done = 0; done < RTL_NUMBER_OF(Steps) && NT_SUCCESS(status); done++)
        status = Steps[done].Do(RegistryPath);
    if (!NT_SUCCESS(status)) {
        for (done -= 2; done > 0; done--)
            Steps[done].Undo();
        return status; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = FerryUnload;
    return STATUS_SUCCESS;
}
