/** Reports of delivery as servers write them, about a mail of ours to Eva. */
export const MESSAGE_ID = '8f14e45f-ceea-467f-a1d3-2b6c9d0e5a77'

/** As RFC 3464 shows it, with the mail that came back. */
export const GENERIC = `From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>
To: <noreply@rackhall.example>
Subject: Returned mail: see transcript for details
Date: Tue, 24 Nov 2026 08:12:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="A1B2C3/mx.example.net"

This is a MIME-encapsulated message

--A1B2C3/mx.example.net

The following address had permanent fatal errors: <eva.ek@example.se>

--A1B2C3/mx.example.net
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Tue, 24 Nov 2026 08:11:58 +0000

Final-Recipient: RFC822; Eva.Ek@example.se
Action: failed
Status: 5.1.1
Diagnostic-Code: SMTP; 550 5.1.1 No such user here

--A1B2C3/mx.example.net
Content-Type: message/rfc822

From: noreply@rackhall.example
To: eva.ek@example.se
Message-ID: <${MESSAGE_ID}@rackhall.example>
Subject: En sak

Hej!

--A1B2C3/mx.example.net--
`

const postfix = (action: string, status: string, reply: string): string => `Return-Path: <>
Received: by mail.kommun.example (Postfix)
\tid 4F2A11C0; Tue, 24 Nov 2026 09:12:00 +0100 (CET)
Date: Tue, 24 Nov 2026 09:12:00 +0100 (CET)
From: MAILER-DAEMON@mail.kommun.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: noreply@rackhall.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="2F5D31C1.1795853520/mail.kommun.example"
Content-Transfer-Encoding: 8bit
Message-Id: <20261124081200.4F2A11C0@mail.kommun.example>

This is a MIME-encapsulated message.

--2F5D31C1.1795853520/mail.kommun.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mail.kommun.example.

--2F5D31C1.1795853520/mail.kommun.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.kommun.example
X-Postfix-Queue-ID: 2F5D31C1
X-Postfix-Sender: rfc822; noreply@rackhall.example
Arrival-Date: Tue, 24 Nov 2026 09:11:59 +0100 (CET)

Final-Recipient: rfc822; e.ek@internal.example.se
Original-Recipient: rfc822;eva.ek@example.se
Action: ${action}
Status: ${status}
Remote-MTA: dns; mx.example.se
Diagnostic-Code: smtp; ${reply}

--2F5D31C1.1795853520/mail.kommun.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <noreply@rackhall.example>
From: noreply@rackhall.example
To: eva.ek@example.se
Subject: En sak
Message-ID: <${MESSAGE_ID}@rackhall.example>
Date: Tue, 24 Nov 2026 08:11:57 +0000

--2F5D31C1.1795853520/mail.kommun.example--
`

export const POSTFIX = postfix(
  'failed',
  '5.1.1',
  `550 5.1.1 <eva.ek@example.se>:
    Recipient address rejected: User unknown in virtual mailbox table`,
)

export const POSTFIX_DELAYED = postfix(
  'delayed',
  '4.4.1',
  'connect to mx.example.se[192.0.2.25]:25: Connection timed out',
)

const STATUS = `Reporting-MTA: dns;GV0P.example.net\r
\r
Final-Recipient: rfc822;eva.ek@example.se\r
Action: failed\r
Status: 5.1.10\r
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\r
\r
`

/** As Exchange writes it: the status encoded, an HTML text, and nothing of the mail but what it answers. */
export const EXCHANGE = `From: Microsoft Outlook <postmaster@example.se>
To: "noreply@rackhall.example" <noreply@rackhall.example>
Subject: Undeliverable: En sak
In-Reply-To: <${MESSAGE_ID}@rackhall.example>
References: <${MESSAGE_ID}@rackhall.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=_0a1b2c3d_
MIME-Version: 1.0

--_0a1b2c3d_
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

${Buffer.from('<p>Your message to eva.ek@example.se couldn’t be delivered.</p>').toString('base64')}

--_0a1b2c3d_
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64

${Buffer.from(STATUS).toString('base64')}

--_0a1b2c3d_--
`
