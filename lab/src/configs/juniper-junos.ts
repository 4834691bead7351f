import { insertBefore, range, type ConfigWriter, type DevicePlan } from './device-plan.ts'

/** A provider-edge router: interfaces, OSPF, BGP, policies, IPsec, SNMP. */
export const juniperJunos: ConfigWriter = {
  platform: 'juniper_junos',
  role: 'edge-mx',
  tags: ['backbone', 'router'],
  write: (plan) => [system(plan), security(plan), interfaces(plan), policies(plan), protocols(plan)].join(''),
  edit: (config, number) =>
    insertBefore(config, /^ {4}\}\n {4}policy-statement EXPORT-OURS \{$/gm, [`        198.18.${number}.0/24;`]),
}

const system = ({ hostname, vault }: DevicePlan): string => `## Last commit: 2026-11-20 09:12:44 UTC by oper
version 22.4R3-S2.11;
system {
    host-name ${hostname};
    root-authentication {
        encrypted-password "${vault.sha512Crypt()}"; ## SECRET-DATA
    }
    login {
        class backup {
            permissions [ secret view view-configuration ];
        }
        user oper {
            uid 2001;
            class super-user;
            authentication {
                encrypted-password "${vault.sha512Crypt()}"; ## SECRET-DATA
            }
        }
    }
    services {
        ssh {
            root-login deny;
            max-sessions-per-connection 4;
        }
        netconf {
            ssh;
        }
    }
    authentication-order [ tacplus password ];
    tacplus-server {
        192.0.2.49 {
            secret "${vault.junos9()}"; ## SECRET-DATA
            source-address 192.0.2.11;
        }
    }
    name-server {
        192.0.2.53;
    }
    syslog {
        host 192.0.2.151 {
            any notice;
            authorization info;
        }
        file messages {
            any notice;
        }
    }
    ntp {
        authentication-key 1 type md5 value "${vault.junos9()}"; ## SECRET-DATA
        server 192.0.2.123 key 1;
    }
}
snmp {
    location "rack 4";
    community ${vault.community()} {
        authorization read-only;
        clients {
            192.0.2.0/24;
        }
    }
}
`

const security = ({ vault }: DevicePlan): string => `security {
    ike {
        proposal STRONG {
            authentication-method pre-shared-keys;
            dh-group group14;
            encryption-algorithm aes-256-cbc;
        }
        policy BRANCH {
            proposals STRONG;
            pre-shared-key ascii-text "${vault.junos9()}"; ## SECRET-DATA
        }
    }
}
`

function interfaces({ random, number }: DevicePlan): string {
  const ports = range(0, 14).map(
    (port) => `    ge-0/0/${port} {
        description "customer ${random.int(1000, 9999)}";
        unit 0 {
            family inet {
                address 10.${number}.${port}.1/30;
            }
        }
    }
`,
  )
  return `interfaces {
${ports.join('')}    lo0 {
        unit 0 {
            family inet {
                address 10.${number}.255.1/32;
            }
        }
    }
}
`
}

const policies = ({ number, random }: DevicePlan): string => `policy-options {
    prefix-list OUR-NETWORKS {
        10.${number}.0.0/16;
${range(0, 8)
  .map((at) => `        203.0.113.${at * 32}/27;\n`)
  .join('')}    }
    policy-statement EXPORT-OURS {
        term ours {
            from {
                prefix-list OUR-NETWORKS;
            }
            then {
                community add OURS;
                accept;
            }
        }
        then reject;
    }
    community OURS members 64500:${random.int(100, 999)};
}
routing-options {
    router-id 10.${number}.255.1;
    autonomous-system ${64512 + number};
}
`

const protocols = ({ vault, number }: DevicePlan): string => `protocols {
    bgp {
        group transit {
            type external;
            authentication-key "${vault.junos9()}"; ## SECRET-DATA
            export EXPORT-OURS;
            peer-as 64500;
            neighbor 192.0.2.1;
        }
    }
    ospf {
        area 0.0.0.0 {
            interface ge-0/0/0.0 {
                authentication {
                    md5 1 key "${vault.junos9()}"; ## SECRET-DATA
                }
            }
            interface lo0.0 {
                passive;
            }
        }
    }
    lldp {
        interface all;
    }
}
firewall {
    family inet {
        filter PROTECT-RE {
            term ssh {
                from {
                    source-address {
                        192.0.2.0/24;
                        10.${number}.0.0/16;
                    }
                    protocol tcp;
                    destination-port ssh;
                }
                then accept;
            }
            term rest {
                then {
                    discard;
                }
            }
        }
    }
}
`
