/* rules.c: the extensions that are guarded, read from the service key. */
#include "guard.h"

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, GuardLoadRules)
#endif

static VOID GuardAddRule(PCWSTR Text)
{
    PGUARD_RULE rule;
    USHORT i;

    if (Guard.RuleCount == GUARD_MOST_RULES)
        return;
    rule = &Guard.Rules[Guard.RuleCount++];
    for (i = 0; i + 1 < RTL_NUMBER_OF(rule->Text) && Text[i] != L'\0'; i++)
        rule->Text[i] = Text[i];
    rule->Extension.Buffer = rule->Text;
    rule->Extension.Length = (USHORT)(i * sizeof(WCHAR));
    rule->Extension.MaximumLength = sizeof(rule->Text);
}

NTSTATUS GuardLoadRules(PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING valueName = RTL_CONSTANT_STRING(L"Extensions");
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    UCHAR buffer[512];
    PKEY_VALUE_PARTIAL_INFORMATION value = (PKEY_VALUE_PARTIAL_INFORMATION)buffer;
    ULONG length;
    PWCHAR text;
    NTSTATUS status;

    Guard.Rules = ExAllocatePool2(POOL_FLAG_PAGED, GUARD_MOST_RULES * sizeof(GUARD_RULE), GUARD_TAG);
    if (Guard.Rules == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        GuardFreeRules();
        return status;
    }
    status = ZwQueryValueKey(key, &valueName, KeyValuePartialInformation, value, sizeof(buffer), &length);
    if (NT_SUCCESS(status) && value->Type == REG_MULTI_SZ) {
        for (text = (PWCHAR)value->Data; *text != L'\0'; text += wcslen(text) + 1)
            GuardAddRule(text);
    }
    ZwClose(key);
    return STATUS_SUCCESS;
}

VOID GuardFreeRules(VOID)
{
    ExFreePoolWithTag(Guard.Rules, GUARD_TAG);
    Guard.Rules = NULL;
    Guard.RuleCount = 0;
}
