#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD CaskUnload;

static PVOID g_left, g_right;

template <class Action> static void WithBoth(Action &&action)
{
    action(g_left, 1);
    action(g_right, L'2');
}

class Cask {
    PVOID spare_ = nullptr;

public:
    NTSTATUS Make()
    {
        spare_ = ExAllocatePool2(POOL_FLAG_PAGED, 32, 'ksaC');
        return spare_ != nullptr ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
    void Drop()
    {
        WithBoth([this](PVOID, auto) {
            if (spare_ != nullptr) {
                ExFreePoolWithTag(spare_, 'ksaC');
                spare_ = nullptr;
            }
        });
    }
};

static Cask g_cask;

extern "C" VOID CaskUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_cask.Drop();
    ExFreePoolWithTag(g_left, 'ksaC');
    ExFreePoolWithTag(g_right, 'ksaC');
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID block = ExAllocatePool2(POOL_FLAG_PAGED, 32, 'ksaC');
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = CaskUnload;
    if (block == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_left = block;
    auto drop = [block](PVOID other, auto which) {
        ExFreePoolWithTag(which == 1 ? block : other, 'ksaC');
    };
    block = ExAllocatePool2(POOL_FLAG_PAGED, 32, 'ksaC');
    if (block == nullptr) {
        drop(g_left, 1);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_right = block;
    status = g_cask.Make();
    if (!NT_SUCCESS(status)) {
        WithBoth(drop);
        return status;
    }
    return STATUS_SUCCESS;
}
