/* An object goes through the one table there is; the step that has failed is undone, too. */
#include <ntddk.h>

struct Step {
    NTSTATUS (*begin)();
    void (*end)();
};

static PVOID kettle, teapot;

static NTSTATUS BeginKettle()
{
    kettle = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'aeTK');
    return kettle ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static void EndKettle()
{
    ExFreePoolWithTag(kettle, 'aeTK'); /* expect: wdm-release-on-failure */
}

static NTSTATUS BeginTeapot()
{
    teapot = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'aeTP');
    return teapot ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static void EndTeapot()
{
    ExFreePoolWithTag(teapot, 'aeTP'); /* expect: wdm-release-on-failure */
}

static const Step table[] = {{BeginKettle, EndKettle}, {BeginTeapot, EndTeapot}};

class Steps {
public:
    NTSTATUS Run()
    {
        for (done = 0; done < 2;) {
            NTSTATUS status = table[done++].begin();
            if (!NT_SUCCESS(status)) {
                Undo();
                return status;
            }
        }
        return STATUS_SUCCESS;
    }

    void Undo()
    {
        while (done)
            table[--done].end();
    }

private:
    ULONG done = 0;
};

static Steps all;

static VOID Unload(PDRIVER_OBJECT) { all.Undo(); }

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return all.Run();
}
