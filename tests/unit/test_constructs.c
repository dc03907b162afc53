/* Constructs of the rule language, from text to verdict: values, items and demands that a rule may write, each in a
 * rule of its own over the shipped facts, with a good and a bad source. */
#define FIXTURE_FILE "constructs_test_fixture.c"
#include "engine_rules.h"

#define CONTEXTS(demand)                                                                                               \
    FORM("expect")                                                                                                     \
    "\"at\": {\"call\": \"FltRegisterFilter\", \"args\": {\"Registration\": {\"to\": \"$registration\"}}}, "           \
    "\"items\": [{\"array\": \"$registration.ContextRegistration\", " demand "}]}"

#define DECLARE(subject, that) FORM("declare") "\"subject\": {\"function\": {" subject "}}, \"that\": {" that "}}"

#define MADE                                                                                                           \
    "{\"call\": \"IoCreateDevice\", \"args\": {\"DeviceObject\": {\"to\": \"$device\"}}, \"outcome\": \"success\"}"

static const tiny_rule tiny_rules[] = {
    {"link-form", "",
     FORM(
         "expect") "\"at\": {\"call\": \"IoCreateSymbolicLink\", \"args\": {\"SymbolicLinkName\": \"$link\", "
                   "\"DeviceName\": \"$name\"}}, \"items\": ["
                   "{\"of\": \"$link\", \"is\": {\"string\": {\"prefix\": [\"\\\\DosDevices\\\\\", \"\\\\??\\\\\"]}}}, "
                   "{\"of\": \"$name\", \"is\": {\"not\": {\"string\": {\"equals\": \"\\\\DEVICE\\\\none\"}}}}]}"},
    {"link-same", "",
     FORM("order") "\"first\": {\"call\": \"IoCreateDevice\", \"args\": {\"DeviceName\": {\"string\": {}, "
                   "\"as\": \"$name\"}}}, \"then\": {\"call\": \"IoCreateSymbolicLink\", "
                   "\"args\": {\"DeviceName\": {\"string\": {}, \"as\": \"$name\"}}}}"},
    {"link-after-device", "",
     FORM("order") "\"if\": {\"call\": \"IoCreateDevice\", \"outcome\": \"success\"}, "
                   "\"first\": {\"call\": \"IoRegisterShutdownNotification\"}, "
                   "\"then\": {\"call\": \"IoCreateSymbolicLink\"}}"},
    {"told-if-made", "",
     FORM("require") "\"if\": " MADE ", \"event\": {\"call\": \"IoRegisterShutdownNotification\", "
                     "\"args\": {\"DeviceObject\": \"$device\"}}}"},
    {"told-before-attached", "",
     FORM("order") "\"if\": " MADE ", \"first\": {\"call\": \"IoRegisterShutdownNotification\", "
                   "\"args\": {\"DeviceObject\": \"$device\"}}, \"then\": {\"call\": "
                   "\"IoAttachDeviceToDeviceStack\", \"args\": {\"SourceDevice\": \"$device\"}}}"},
    {"no-attach-behind-telling", "",
     FORM("forbid") "\"after\": {\"call\": \"IoRegisterShutdownNotification\", "
                    "\"args\": {\"DeviceObject\": \"$device\"}}, \"event\": {\"call\": "
                    "\"IoAttachDeviceToDeviceStack\", \"args\": {\"SourceDevice\": \"$device\"}}}"},
    {"no-attach-while-told", "",
     FORM("forbid") "\"after\": {\"call\": \"IoRegisterShutdownNotification\", "
                    "\"args\": {\"DeviceObject\": \"$device\"}}, \"until\": {\"call\": "
                    "\"IoUnregisterShutdownNotification\", \"args\": {\"DeviceObject\": \"$device\"}}, \"event\": "
                    "{\"call\": \"IoAttachDeviceToDeviceStack\", \"args\": {\"SourceDevice\": \"$device\"}}}"},
    {"set-up-if-queued", "",
     FORM("require") "\"if\": {\"call\": \"KeInsertQueueDpc\", \"args\": {\"Dpc\": {\"to\": \"$dpc\"}}}, "
                     "\"event\": {\"call\": \"KeInitializeDpc\", \"args\": {\"Dpc\": {\"to\": \"$dpc\"}}}}"},
    {"told-if-any-made", "",
     FORM("require") "\"if\": {\"call\": \"IoCreateDevice\", \"outcome\": \"success\"}, "
                     "\"event\": {\"call\": \"KeInitializeDpc\"}}"},
    {"link-same-secure", "",
     FORM("order") "\"first\": {\"call\": \"IoCreateDeviceSecure\", \"args\": {\"DeviceName\": {\"string\": {}, "
                   "\"as\": \"$name\"}}}, \"then\": {\"call\": \"IoCreateSymbolicLink\", "
                   "\"args\": {\"DeviceName\": {\"string\": {}, \"as\": \"$name\"}}}}"},
    {"link-other", "",
     FORM("forbid") "\"after\": {\"call\": \"IoCreateDevice\", \"args\": {\"DeviceName\": {\"string\": {}, "
                    "\"as\": \"$name\"}}}, \"event\": {\"call\": \"IoCreateSymbolicLink\", "
                    "\"args\": {\"DeviceName\": {\"not\": {\"string\": {\"same\": \"$name\"}}}}}}"},
    {"oid-direct", "",
     FORM("expect") "\"at\": {\"call\": \"NdisMRegisterMiniportDriver\", \"args\": "
                    "{\"MiniportDriverCharacteristics\": {\"to\": \"$chars\"}}}, \"items\": [{\"struct\": \"$chars\", "
                    "\"implies\": [{\"if\": {\"MajorNdisVersion\": 6}, \"then\": {\"DirectOidRequestHandler\": "
                    "\"null\"}}]}]}"},
    {"exists", "", DECLARE("\"name\": \"DllUnload\"", "\"exists\": true, \"prototype\": [\"NTSTATUS\"]")},
    {"absent", "", DECLARE("\"name\": \"FxDriverEntry*\"", "\"exists\": false")},
    {"in-init", "", DECLARE("\"role\": \"entry\"", "\"section\": \"INIT\"")},
    {"not-paged", "",
     DECLARE("\"storedIn\": \"DRIVER_OBJECT.MajorFunction[IRP_MJ_READ]\"", "\"notSection\": \"PAGE*\"")},
    {"typed", "", DECLARE("\"role\": \"unload\"", "\"roleType\": \"DRIVER_UNLOAD\"")},
    {"registered", "", DECLARE("\"roleType\": \"DRIVER_UNLOAD\"", "\"storedIn\": \"DRIVER_OBJECT.DriverUnload\"")},
    {"taken", "", DECLARE("\"roleType\": \"DRIVER_UNLOAD\"", "\"storedIn\": \"any\"")},
    {"annotated", "",
     DECLARE("\"storedIn\": \"DRIVER_OBJECT.MajorFunction[?]\"", "\"annotation\": \"_Dispatch_type_\"")},
    {"counted", "",
     CONTEXTS("\"count\": [{\"by\": \"ContextType\", \"atMost\": 2, \"where\": {\"Size\": \"nonzero\"}}, "
              "{\"by\": \"ContextType\", \"atMost\": 1, \"with\": {\"ContextAllocateCallback\": \"nonnull\"}}]")},
    {"some", "", CONTEXTS("\"some\": {\"ContextType\": \"FLT_STREAM_CONTEXT\", \"Size\": \"nonzero\"}")},
    {"currency", "",
     FORM("examine") "\"call\": [\"KeRegisterBugCheckCallback\", \"ExRegisterCallback\", "
                     "\"PsSetCreateProcessNotifyRoutine\"], \"before\": {\"return\": \"any\"}}"},
    {"providers", "", FORM("release") "\"resource\": \"manifest-provider\"}"},
};

static void set_up_tiny(void)
{
    set_up_rules();
    load_tiny(tiny_rules, sizeof tiny_rules / sizeof *tiny_rules);
}

#define NAMES ENTRY "NTSTATUS status; PDEVICE_OBJECT device; UNICODE_STRING name, link;\n"
#define NAMED "IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device)"
#define BOTH                                                                                                           \
    "RtlInitUnicodeString(&name, L\"\\\\Device\\\\A\");\nRtlInitUnicodeString(&link, L\"\\\\DosDevices\\\\A\");\n"     \
    "status = " NAMED ";\n" RETURN_IF_FAILED

#define TWO                                                                                                            \
    HEAD ENTRY "NTSTATUS status; PDEVICE_OBJECT device, first; ULONG i;\nstatus = " CREATE ";\n" RETURN_IF_FAILED
#define AGAIN "status = " CREATE ";\n" RETURN_IF_FAILED
#define TELL(which) "IoRegisterShutdownNotification(" which ");\n"
#define ATTACH(which) "IoAttachDeviceToDeviceStack(" which ", Device);\n"
#define DOZEN(of)                                                                                                      \
    of("D[0]") of("D[1]") of("D[2]") of("D[3]") of("D[4]") of("D[5]") of("D[6]") of("D[7]") of("D[8]") of("D[9]")      \
        of("D[10]") of("D[11]")
#define DOZEN_DPCS "KDPC D[12], Z;\n" HEAD ENTRY
#define DPCS "KDPC A, B;\n" HEAD ENTRY
#define SET_UP(which) "KeInitializeDpc(&" which ", NULL, NULL);\n"
#define QUEUE(which) "KeInsertQueueDpc(&" which ", NULL, NULL);\n"

#define DONE ENTRY "(void)RegistryPath; return STATUS_SUCCESS;\n}\n"
#define UNLOAD "VOID Un(PDRIVER_OBJECT d) { (void)d; }\n"
#define STORED ENTRY "DriverObject->DriverUnload = Un;\nreturn STATUS_SUCCESS;\n}\n"
#define FOR(slot) HEAD "_Dispatch_type_(" slot ")\nDRIVER_DISPATCH Pass;\n" DISPATCH ENTRY
#define PUT "DriverObject->MajorFunction[IRP_MJ_READ] = Pass;"

#define TABLE_OF(entries)                                                                                              \
    HEAD "PVOID A(POOL_TYPE t, SIZE_T s, FLT_CONTEXT_TYPE c);\n"                                                       \
         "const FLT_CONTEXT_REGISTRATION Contexts[] = {" entries "{FLT_CONTEXT_END}};\n"                               \
         "const FLT_REGISTRATION Full = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, Contexts};\n" ENTRY
#define SIZED(type, size) "{" type ", 0, NULL, " size "}, "
#define ALLOCATED(type) "{" type ", 0, NULL, 0, 0, A}, "
#define FULL "return FltRegisterFilter(DriverObject, &Full, &Filter);"

#define BUGCHECK                                                                                                       \
    HEAD "KBUGCHECK_CALLBACK_RECORD Record; KBUGCHECK_CALLBACK_ROUTINE Bug;\nVOID Bug(PVOID b, ULONG l) { (void)b; "   \
         "(void)l; }\n" ENTRY "BOOLEAN ok; NTSTATUS status; KeInitializeCallbackRecord(&Record);\n"
#define BUGCHECKED "KeRegisterBugCheckCallback(&Record, Bug, NULL, 0, (PUCHAR)\"a\")"

#define TWO_TABLES(first, second)                                                                                      \
    HEAD "const FLT_CONTEXT_REGISTRATION A[] = {" first "{FLT_CONTEXT_END}};\n"                                        \
         "const FLT_CONTEXT_REGISTRATION B[] = {" second "{FLT_CONTEXT_END}};\n"                                       \
         "FLT_REGISTRATION One = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, A};\n"                        \
         "FLT_REGISTRATION Two = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, B};\n" ENTRY                  \
         "PFLT_REGISTRATION registration = " OPEN " ? &One : &Two;\n"
#define CHOSEN "return FltRegisterFilter(DriverObject, registration, &Filter);"

#define LINK "IoCreateSymbolicLink(&link, &name)"
#define NOTIFY "(void)IoRegisterShutdownNotification(device);\n"
#define SECURE(name)                                                                                                   \
    NAMES "RtlInitUnicodeString(&name, L\"\\\\Device\\\\A\");\nRtlInitUnicodeString(&link, L\"\\\\Device\\\\B\");\n"   \
          "status = IoCreateDeviceSecure(DriverObject, 0, &" #name ", FILE_DEVICE_UNKNOWN, 0, FALSE, NULL, NULL, "     \
          "&device);\n" RETURN_IF_FAILED

static const twins cases[] = {
    {"an order that is owed behind an event only", "link-after-device",
     NAMES "if (" OPEN ") return " LINK ";\n" BOTH NOTIFY "return " LINK ";\n}\n",
     NAMES "if (" OPEN ") return " LINK ";\n" BOTH "return " LINK "; /*!*/\n}\n", false, false},
    {"what comes first may have been there before", "link-after-device",
     NAMES "device = NULL;\n" NOTIFY BOTH "return " LINK ";\n}\n",
     NAMES BOTH "status = " LINK "; /*!*/\n" NOTIFY "return status;\n}\n", false, false},
    {"a name that a device was made with through the secure routine", "link-same-secure",
     SECURE(name) "return " LINK ";\n}\n", SECURE(link) "return " LINK "; /*!*/\n}\n", false, false},
    {"one of two tables", "some",
     TWO_TABLES(SIZED("FLT_STREAM_CONTEXT", "4"), SIZED("FLT_STREAM_CONTEXT", "8")) CHOSEN "\n}\n",
     TWO_TABLES(SIZED("FLT_STREAM_CONTEXT", "4"), SIZED("FLT_FILE_CONTEXT", "8")) CHOSEN " /*!*/\n}\n", false, false},
    {"objects told apart by the names of their calls", "providers",
     HEAD ENTRY "EventRegisterOne(); EventRegisterTwo();\nif (" OPEN
                ") { EventUnregisterTwo(); EventUnregisterOne(); return STATUS_UNSUCCESSFUL; }\nreturn 0;\n}\n",
     HEAD ENTRY "EventRegisterOne(); EventRegisterTwo();\nif (" OPEN
                ") { EventUnregisterTwo(); EventUnregisterTwo(); return STATUS_UNSUCCESSFUL; } /*!*/\nreturn 0;\n}\n",
     false, false},
    {"a BOOLEAN that is tested as a status", "currency",
     BUGCHECK "ok = " BUGCHECKED ";\nif (!ok) return STATUS_UNSUCCESSFUL;\nreturn 0;\n}\n",
     BUGCHECK "status = " BUGCHECKED ";\nif (!NT_SUCCESS(status)) return status; /*!*/\nreturn 0;\n}\n", false, false},
    {"a pointer that is tested as a status", "currency",
     HEAD "PCALLBACK_FUNCTION F;\n" ENTRY "PVOID h = ExRegisterCallback((PCALLBACK_OBJECT)Device, F, NULL);\nif (h == "
          "NULL) return STATUS_UNSUCCESSFUL;\nreturn 0;\n}\n",
     HEAD "PCALLBACK_FUNCTION F;\n" ENTRY "PVOID h = ExRegisterCallback((PCALLBACK_OBJECT)Device, F, NULL);\nif "
          "(NT_SUCCESS((LONG)(LONG_PTR)h)) Mode = 1; /*!*/\nreturn 0;\n}\n",
     false, false},
    {"a result that nobody tests", "currency",
     HEAD "VOID N(HANDLE p, HANDLE i, BOOLEAN c) { (void)p; (void)i; (void)c; }\n" ENTRY
          "return PsSetCreateProcessNotifyRoutine(N, FALSE);\n}\n",
     HEAD "VOID N(HANDLE p, HANDLE i, BOOLEAN c) { (void)p; (void)i; (void)c; }\n" ENTRY
          "PsSetCreateProcessNotifyRoutine(N, FALSE);\nreturn STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"so many entries of one kind", "counted",
     TABLE_OF(SIZED("FLT_FILE_CONTEXT", "4") SIZED("FLT_FILE_CONTEXT", "8") SIZED("FLT_FILE_CONTEXT", "0")
                  SIZED("FLT_STREAM_CONTEXT", "8")) FULL "\n}\n",
     TABLE_OF(SIZED("FLT_FILE_CONTEXT", "4") SIZED("FLT_FILE_CONTEXT", "8") SIZED("FLT_FILE_CONTEXT", "16")) FULL
     " /*!*/\n}\n",
     false, false},
    {"an entry that must be the only one", "counted",
     TABLE_OF(SIZED("FLT_FILE_CONTEXT", "4") ALLOCATED("FLT_STREAM_CONTEXT")) FULL "\n}\n",
     TABLE_OF(SIZED("FLT_STREAM_CONTEXT", "4") ALLOCATED("FLT_STREAM_CONTEXT")) FULL " /*!*/\n}\n", false, false},
    {"an entry that must be there", "some",
     TABLE_OF(SIZED("FLT_FILE_CONTEXT", "4") SIZED("FLT_STREAM_CONTEXT", "4")) FULL "\n}\n",
     TABLE_OF(SIZED("FLT_FILE_CONTEXT", "4") SIZED("FLT_STREAM_CONTEXT", "0")) FULL " /*!*/\n}\n", false, false},
    {"a function that must be there", "exists", HEAD "NTSTATUS DllUnload(VOID) { return 0; }\n" DONE,
     HEAD "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) /*!*/\n{ (void)d; (void)r; return 0; }\n", false,
     false},
    {"the prototype that a rule writes", "exists", HEAD "NTSTATUS DllUnload(void) { return 0; }\n" DONE,
     HEAD "VOID DllUnload(VOID) { } /*!*/\n" DONE, false, false},
    {"a function that must not be there", "absent", HEAD "VOID DriverEntryFx(VOID) { }\n" DONE,
     HEAD "NTSTATUS FxDriverEntry(VOID) { return 0; } /*!*/\n" DONE, false, false},
    {"the section of the entry", "in-init",
     HEAD "DRIVER_INITIALIZE DriverEntry;\n#pragma alloc_text(INIT, DriverEntry)\n" DONE,
     HEAD "DRIVER_INITIALIZE DriverEntry;\n#pragma alloc_text(PAGE, DriverEntry)\n"
          "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) /*!*/\n{ (void)d; (void)r; return 0; }\n",
     false, false},
    {"a section that is none", "in-init",
     HEAD "DRIVER_INITIALIZE DriverEntry;\n#pragma alloc_text(INIT, DriverEntry)\n" DONE,
     HEAD "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) /*!*/\n{ (void)d; (void)r; return 0; }\n", false,
     false},
    {"a routine of a slot in a paged section", "not-paged",
     HEAD "DRIVER_DISPATCH Pass;\n#pragma alloc_text(INIT, Pass)\n" DISPATCH ENTRY PUT "\nreturn 0;\n}\n",
     HEAD "DRIVER_DISPATCH Pass;\n#pragma alloc_text(PAGEabc, Pass)\n"
          "NTSTATUS Pass(PDEVICE_OBJECT d, PIRP i) { (void)d; (void)i; return 0; } /*!*/\n" ENTRY PUT
          "\nreturn 0;\n}\n",
     false, false},
    {"a role type", "typed", HEAD "DRIVER_UNLOAD Un;\n" UNLOAD STORED,
     HEAD "VOID Un(PDRIVER_OBJECT d) { (void)d; } /*!*/\n" STORED, false, false},
    {"where an address goes", "registered", HEAD "DRIVER_UNLOAD Un;\n" UNLOAD STORED,
     HEAD "static DRIVER_UNLOAD Un;\nstatic VOID Un(PDRIVER_OBJECT d) { (void)d; } /*!*/\n" DONE, false, false},
    {"an address taken anywhere", "taken", HEAD "DRIVER_UNLOAD Un;\n" UNLOAD "PDRIVER_UNLOAD Kept[] = { Un };\n" DONE,
     HEAD "static DRIVER_UNLOAD Un;\nstatic VOID Un(PDRIVER_OBJECT d) { (void)d; } /*!*/\n" DONE, false, false},
    {"the annotation of a slot's routine", "annotated", FOR("IRP_MJ_READ") PUT "\nreturn 0;\n}\n",
     FOR("IRP_MJ_WRITE") PUT " /*!*/\nreturn 0;\n}\n", false, false},
    {"one of several annotations", "annotated",
     FOR("IRP_MJ_WRITE)\n_Dispatch_type_(IRP_MJ_READ") PUT "\nreturn 0;\n}\n",
     FOR("IRP_MJ_WRITE)\n_Dispatch_type_(IRP_MJ_CLOSE") PUT " /*!*/\nreturn 0;\n}\n", false, false},

    {"a link name through RtlInitUnicodeString", "link-form",
     HEAD NAMES BOTH "status = IoCreateSymbolicLink(&link, &name);\nreturn status;\n}\n",
     HEAD NAMES BOTH "status = IoCreateSymbolicLink(&name, &link); /*!*/\nreturn status;\n}\n", false, false},
    {"a link name of a constant structure", "link-form",
     HEAD "DECLARE_CONST_UNICODE_STRING(Link, L\"\\\\??\\\\A\");\n" NAMES BOTH
          "return IoCreateSymbolicLink((PUNICODE_STRING)&Link, &name);\n}\n",
     HEAD "DECLARE_CONST_UNICODE_STRING(Link, L\"\\\\?\\\\A\");\n" NAMES BOTH
          "return IoCreateSymbolicLink((PUNICODE_STRING)&Link, &name); /*!*/\n}\n",
     false, false},
    {"letter case is ignored", "link-form",
     HEAD NAMES BOTH "RtlInitUnicodeString(&link, L\"\\\\dosdevices\\\\A\");\n"
                     "return IoCreateSymbolicLink(&link, &name);\n}\n",
     HEAD NAMES BOTH "RtlInitUnicodeString(&name, L\"\\\\device\\\\NONE\");\n"
                     "return IoCreateSymbolicLink(&link, &name); /*!*/\n}\n",
     false, false},
    {"a name that the secure routine has only read", "link-form",
     NAMES "RtlInitUnicodeString(&name, L\"\\\\Device\\\\A\");\n"
           "RtlInitUnicodeString(&link, L\"\\\\??\\\\A\");\nstatus = IoCreateDeviceSecure(DriverObject, 0, &name, "
           "FILE_DEVICE_UNKNOWN, 0, FALSE, &link, NULL, &device);\n" RETURN_IF_FAILED "return " LINK ";\n}\n",
     NAMES "RtlInitUnicodeString(&name, L\"\\\\Device\\\\A\");\n"
           "RtlInitUnicodeString(&link, L\"\\\\Device\\\\A\");\nstatus = IoCreateDeviceSecure(DriverObject, 0, &name, "
           "FILE_DEVICE_UNKNOWN, 0, FALSE, &link, NULL, &device);\n" RETURN_IF_FAILED "return " LINK "; /*!*/\n}\n",
     false, false},
    {"an array that holds the text", "link-form",
     HEAD NAMES BOTH "WCHAR text[] = L\"\\\\??\\\\A\";\nRtlInitUnicodeString(&link, text);\n"
                     "return IoCreateSymbolicLink(&link, &name);\n}\n",
     HEAD NAMES BOTH "WCHAR text[] = L\"A\";\nRtlInitUnicodeString(&link, text);\n"
                     "return IoCreateSymbolicLink(&link, &name); /*!*/\n}\n",
     false, false},
    {"each of two devices in one variable", "told-if-made",
     TWO TELL("device") AGAIN TELL("device") "return status;\n}\n",
     TWO TELL("device") AGAIN "return status; /*!*/\n}\n", false, false},
    {"a device whose variable holds another now", "told-if-made",
     TWO "first = device;\n" AGAIN TELL("first") TELL("device") "return status;\n}\n",
     TWO "first = device;\n" AGAIN TELL("device") "return status; /*!*/\n}\n", false, false},
    {"the last of so many rounds", "told-if-made",
     TWO TELL("device") "for (i = 0; i < 3; i++) {\n" AGAIN TELL("device") "}\nreturn status;\n}\n",
     TWO TELL("device") "for (i = 0; i < 3; i++) {\n" AGAIN "if (i < 2) " TELL("device") "}\nreturn status; /*!*/\n}\n",
     false, false},
    {"a device in each of unknown rounds", "told-if-made",
     TWO TELL("device") "for (i = 0; i < RegistryPath->Length; i++) {\n" AGAIN TELL("device") "}\nreturn status;\n}\n",
     TWO TELL("device") "for (i = 0; i < RegistryPath->Length; i++) {\n" AGAIN "}\nreturn status; /*!*/\n}\n", false,
     false},
    {"a device of each round, told of behind the loop", "told-if-made",
     TWO TELL("device") "for (i = 0; i < RegistryPath->Length; i++) {\n" AGAIN TELL("device") "}\n" TELL(
         "device") "return status;\n}\n",
     TWO TELL("device") "for (i = 0; i < RegistryPath->Length; i++) {\n" AGAIN
                        "}\n" TELL("device") "return status; /*!*/\n}\n",
     false, false},
    {"what is forbidden of another device of the same call", "no-attach-behind-telling",
     TWO "for (i = 0; i < 20; i++) {\n" AGAIN ATTACH("device") TELL("device") "}\nreturn status;\n}\n",
     TWO "for (i = 0; i < 20; i++) {\n" AGAIN TELL("device") "IoAttachDeviceToDeviceStack(device, Device); /*!*/\n}\n"
                                                             "return status;\n}\n",
     false, false},
    {"what is forbidden of a device that a copy still leads to", "no-attach-behind-telling",
     TWO "for (i = 0; i < 2; i++) {\n" AGAIN ATTACH("device") TELL("device") "first = device;\n}\n"
                                                                             "return status;\n}\n",
     TWO "for (i = 0; i < 2; i++) {\n" AGAIN
         "if (i == 0) " TELL("device") "if (i == 0) first = device;\n}\n"
                                       "IoAttachDeviceToDeviceStack(first, Device); /*!*/\nreturn status;\n}\n",
     false, false},
    {"a second device is no step behind the first", "told-before-attached",
     TWO TELL("device") AGAIN TELL("device") "IoAttachDeviceToDeviceStack(device, Device);\nreturn status;\n}\n",
     TWO TELL("device") AGAIN "IoAttachDeviceToDeviceStack(device, Device); /*!*/\nreturn status;\n}\n", false, false},
    {"what happened to the object before", "set-up-if-queued", DPCS SET_UP("A") QUEUE("A") "return 0;\n}\n",
     DPCS SET_UP("B") QUEUE("A") "return 0; /*!*/\n}\n", false, false},
    {"one of two objects before, the other behind", "set-up-if-queued",
     DPCS SET_UP("A") QUEUE("A") QUEUE("B") SET_UP("B") "return 0;\n}\n",
     DPCS SET_UP("A") QUEUE("A") QUEUE("B") "return 0; /*!*/\n}\n", false, false},
    {"a dozen objects at once", "set-up-if-queued", DOZEN_DPCS DOZEN(QUEUE) DOZEN(SET_UP) "return 0;\n}\n",
     DOZEN_DPCS DOZEN(QUEUE) DOZEN(SET_UP) QUEUE("Z") "return 0; /*!*/\n}\n", false, false},
    {"what happened before, of no object", "told-if-any-made",
     "KDPC A;\n" HEAD ENTRY "PDEVICE_OBJECT device;\n" SET_UP("A") "return " CREATE ";\n}\n",
     "KDPC A;\n" HEAD ENTRY "PDEVICE_OBJECT device;\nif (" OPEN ")\n" SET_UP("A") "return " CREATE "; /*!*/\n}\n",
     false, false},
    {"the name that the device was made with", "link-same",
     HEAD NAMES BOTH "return IoCreateSymbolicLink(&link, &name);\n}\n",
     HEAD NAMES BOTH "RtlInitUnicodeString(&name, L\"\\\\Device\\\\B\");\n"
                     "return IoCreateSymbolicLink(&link, &name); /*!*/\n}\n",
     false, false},
    {"another name than the device's", "link-other", HEAD NAMES BOTH "return IoCreateSymbolicLink(&link, &name);\n}\n",
     HEAD NAMES BOTH "return IoCreateSymbolicLink(&link, &link); /*!*/\n}\n", false, false},
};

/* Each round takes another element, as far as is known. */
START_TEST(rounds_over_elements_are_left_open)
{
    static const char source[] =
        HEAD "extern PDEVICE_OBJECT Devices[4];\n" ENTRY "ULONG i = RegistryPath->Length;\nwhile (i) {\ni--;\n"
             "IoAttachDeviceToDeviceStack(Devices[i], Device);\nIoRegisterShutdownNotification(Devices[i]);\n}\n"
             "return STATUS_SUCCESS;\n}\n";

    expect_result("a device of each round", "no-attach-behind-telling", source, DL_UNDETERMINED, false);
}
END_TEST

TWIN_TESTS(cases)

/* ---- what is not known ---- */

static const struct {
    const char *what, *rule, *source;
} open_questions[] = {
    {"a text that another function fills in", "link-form",
     HEAD NAMES BOTH "WCHAR text[40] = L\"A\";\nRtlInitUnicodeString(&link, text);\n"
                     "RtlAppendUnicodeToString(&link, L\"B\");\nreturn IoCreateSymbolicLink(&link, &name);\n}\n"},
    {"an array that was written to", "link-form",
     HEAD NAMES BOTH "WCHAR text[] = L\"\\\\??\\\\A\";\ntext[0] = L'a';\nRtlInitUnicodeString(&link, text);\n"
                     "return IoCreateSymbolicLink(&link, &name);\n}\n"},
    {"a member that must be left empty, of what was not zeroed", "oid-direct",
     "#include <ndis.h>\nNTSTATUS DriverEntry(PDRIVER_OBJECT o, PUNICODE_STRING p)\n{\n"
     "NDIS_MINIPORT_DRIVER_CHARACTERISTICS c;\nNDIS_HANDLE h;\nc.MajorNdisVersion = 6;\n"
     "return NdisMRegisterMiniportDriver(o, p, NULL, &c, &h);\n}\n"},
    {"a step before, of one device or of another", "told-before-attached",
     TWO "first = device;\n" AGAIN "if (" OPEN
         ") first = device;\nfor (i = 0; i < RegistryPath->Length; i++) first = i & "
         "1 ? device : first;\n" TELL("first") ATTACH("device") "return status;\n}\n"},
    {"an end of what forbids, of one device or of another", "no-attach-while-told",
     TWO "first = device;\n" AGAIN TELL("device") "for (i = 0; i < RegistryPath->Length; i++) first = i & 1 ? device : "
                                                  "first;\nIoUnregisterShutdownNotification(first);\n" ATTACH(
                                                      "device") "return status;\n}\n"},
};

START_TEST(what_is_not_known_is_undetermined)
{
    expect_result(open_questions[_i].what, open_questions[_i].rule, open_questions[_i].source, DL_UNDETERMINED, false);
}
END_TEST

START_TEST(a_routine_without_annotations_raises_no_question)
{
    expect_result("no annotation", "annotated", HEAD DISPATCH ENTRY PUT "\nreturn 0;\n}\n", DL_NOT_APPLICABLE, false);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("constructs");
    SRunner *runner = srunner_create(suite);
    TCase *tests = tcase_create("constructs");

    tcase_set_timeout(tests, 120);
    tcase_add_unchecked_fixture(tests, set_up_tiny, tear_down_rules);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, rounds_over_elements_are_left_open);
    ADD_TWIN_TESTS(tests, cases);
    tcase_add_loop_test(tests, what_is_not_known_is_undetermined, 0, COUNT(open_questions));
    tcase_add_test(tests, a_routine_without_annotations_raises_no_question);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
